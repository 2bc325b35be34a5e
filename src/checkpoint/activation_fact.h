// SPDX-License-Identifier: Apache-2.0
// Which activation the files beside a checkpoint name.
#pragma once

#include <optional>
#include <string_view>

#include "checkpoint/metadata.h"
#include "nn/activation.h"

namespace vitviz::checkpoint {

// From Hugging Face's "hidden_act"; nothing where it is not said. Throws Error(kModel) for one that
// vitviz has not.
[[nodiscard]] std::optional<nn::Activation> activation_of(const Metadata& metadata,
                                                          const std::string& network);

// From timm's name of an architecture, which alone says it; nothing where it is the family's.
[[nodiscard]] std::optional<nn::Activation> activation_of_architecture(std::string_view name);

// From open_clip_config.json: of the model under open_clip's names, which may lie in one folder
// with the same model under timm's.
[[nodiscard]] std::optional<nn::Activation> activation_of_open_clip(const Metadata& metadata);

}  // namespace vitviz::checkpoint
