// SPDX-License-Identifier: Apache-2.0
// The memory of one forward pass, allocated once for its grid.
#pragma once

#include "model/blueprint.h"
#include "nn/attention.h"
#include "tensor/shapes.h"

namespace vitviz::model {

struct Workspace {
  Workspace(const Blueprint& blueprint, int tokens, int workers);

  tensor::Matrix x;         // [T, D]: the residual stream
  tensor::Matrix normed;    // [T, D]
  tensor::Matrix q;         // [T, D]
  tensor::Matrix k;         // [T, D]
  tensor::Matrix v;         // [T, D]
  tensor::Matrix mixed;     // [T, D]
  tensor::Matrix hidden;    // [T, MLP width]
  tensor::Matrix cls_rows;  // [H, T]: the attention of CLS to all tokens
  nn::AttentionScratch attention;
};

}  // namespace vitviz::model
