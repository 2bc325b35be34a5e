// SPDX-License-Identifier: Apache-2.0
// Layer normalisation (Ba et al., 2016).
#pragma once

#include "tensor/shapes.h"

namespace vitviz::nn {

struct LayerNorm {
  tensor::Vector scale;  // [D]
  tensor::Vector shift;  // [D]
  float epsilon = 1e-6F;

  // Each row of `y` [T, D] is the row of `x` with mean 0 and variance 1 (over D, not D − 1), times
  // scale, plus shift, on the calling thread. x and y may be the same.
  void apply(tensor::ConstMatrixRef x, tensor::MatrixRef y) const;
};

}  // namespace vitviz::nn
