// SPDX-License-Identifier: Apache-2.0
// What a Model holds.
#pragma once

#include "model/vision_transformer.h"
#include "vitviz/model.h"

namespace vitviz::library {

struct ModelData {
  model::VisionTransformer model;
  ModelInfo info;
};

}  // namespace vitviz::library
