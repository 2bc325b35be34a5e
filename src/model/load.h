// SPDX-License-Identifier: Apache-2.0
// A checkpoint → a model that is ready to run.
#pragma once

#include <filesystem>
#include <optional>

#include "model/vision_transformer.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// What the user says because the checkpoint cannot tell. It overrides what the file says.
struct Hints {
  std::optional<int> heads;
  std::optional<tensor::PerChannel> mean;
  std::optional<tensor::PerChannel> std;
};

// Reads a checkpoint file. Throws Error(kModel) that says what does not fit, all of it at once.
[[nodiscard]] VisionTransformer load_model(const std::filesystem::path& path, const Hints& hints);

// The model inside the executable, read in place.
[[nodiscard]] VisionTransformer load_embedded_model(const Hints& hints);

}  // namespace vitviz::model
