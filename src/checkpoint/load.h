// SPDX-License-Identifier: Apache-2.0
// A checkpoint → a model that is ready to run.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "checkpoint/hints.h"
#include "io/checkpoint.h"
#include "model/vision_transformer.h"

namespace vitviz::checkpoint {

// Reads a checkpoint file. Throws Error(kModel) that says what does not fit, all of it at once.
// So many threads read it, but no more than help. Throws Stopped, as all of these, where a stop is
// requested meanwhile.
[[nodiscard]] model::VisionTransformer load_model(const std::filesystem::path& path,
                                                  const Hints& hints, int threads = 1,
                                                  const std::stop_token& stop = {});

// The same for a checkpoint that was read already; `name` is what the model is called where the
// checkpoint does not say.
[[nodiscard]] model::VisionTransformer load_model(const io::Checkpoint& checkpoint,
                                                  const std::string& name, const Hints& hints,
                                                  int threads = 1,
                                                  const std::stop_token& stop = {});

// The model inside the executable, read in place.
[[nodiscard]] model::VisionTransformer load_embedded_model(const Hints& hints, int threads = 1,
                                                           const std::stop_token& stop = {});

}  // namespace vitviz::checkpoint
