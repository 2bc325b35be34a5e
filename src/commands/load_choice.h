// SPDX-License-Identifier: Apache-2.0
// The model that was chosen, loaded: a file, a name of the catalogue, or the one built in, which
// also has a name for where several are given.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string_view>

#include "model/vision_transformer.h"
#include "options/model_options.h"

namespace vitviz::commands {

inline constexpr std::string_view kBuiltInModel = "built-in";  // a file of that name is ./built-in

// Throws Error(kModel), and Stopped.
[[nodiscard]] model::VisionTransformer load_choice(const options::ModelChoice& choice, int threads,
                                                   const std::stop_token& stop);

// The choice's hints, with the precision that it comes to here.
[[nodiscard]] checkpoint::Hints hints_of(const options::ModelChoice& choice);

// The file or folder that is meant; nothing for the built-in model. Throws Error(kModel).
[[nodiscard]] std::optional<std::filesystem::path> file_of(const options::ModelChoice& choice);

}  // namespace vitviz::commands
