// SPDX-License-Identifier: Apache-2.0
// The numbers of a Vision Transformer, whatever a checkpoint called them: immutable once loaded.
#pragma once

#include <vector>

#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "tensor/shapes.h"

namespace vitviz::model {

struct BlockWeights {
  nn::LayerNorm norm1;
  nn::Linear query;       // D → D, heads side by side
  nn::Linear key;         // D → D
  nn::Linear value;       // D → D
  nn::Linear projection;  // D → D
  nn::LayerNorm norm2;
  nn::Linear expand;    // D → MLP width
  nn::Linear contract;  // MLP width → D
};

struct Weights {
  nn::Linear patch_embedding;  // 3·P·P → D
  tensor::Matrix prefix;       // [prefix, D]: CLS and its like, their position already added
  tensor::Matrix positions;    // [trained grid, D]: what is added to each patch
  std::vector<BlockWeights> blocks;
  nn::LayerNorm norm;
};

}  // namespace vitviz::model
