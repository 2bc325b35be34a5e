// SPDX-License-Identifier: Apache-2.0
// The memory of one forward pass, allocated once for its grid.
#pragma once

#include "model/blueprint.h"
#include "model/weights.h"
#include "nn/attention.h"
#include "tensor/shapes.h"

namespace vitviz::model {

struct Workspace {
  Workspace(const Blueprint& blueprint, const Weights& weights, int tokens, int workers);

  tensor::Matrix x;          // [T, D]: the residual stream
  tensor::Matrix normed;     // [T, D]
  tensor::Matrix q;          // [T, D]
  tensor::Matrix k;          // [keys, D]: T, and one more where a learned key is added
  tensor::Matrix v;          // [keys, D]
  tensor::Matrix mixed;      // [T, D]
  tensor::Matrix hidden;     // [T, MLP width]
  tensor::Matrix gate;       // [T, MLP width]; empty without a gate
  tensor::Matrix attention;  // [H, keys]
  nn::AttentionScratch scratch;
};

}  // namespace vitviz::model
