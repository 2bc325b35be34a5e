// SPDX-License-Identifier: Apache-2.0
// A checkpoint → a model that is ready to run.
#pragma once

#include <filesystem>

#include "model/hints.h"
#include "model/vision_transformer.h"

namespace vitviz::model {

// Reads a checkpoint file. Throws Error(kModel) that says what does not fit, all of it at once.
[[nodiscard]] VisionTransformer load_model(const std::filesystem::path& path, const Hints& hints);

// The model inside the executable, read in place.
[[nodiscard]] VisionTransformer load_embedded_model(const Hints& hints);

}  // namespace vitviz::model
