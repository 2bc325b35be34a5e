// SPDX-License-Identifier: Apache-2.0
// The function between the two matrix products of an MLP.
#pragma once

#include "tensor/shapes.h"

namespace vitviz::nn {

enum class Activation {
  kGelu,       // x · Φ(x) with the exact normal distribution: x / 2 · (1 + erf(x / √2))
  kGeluTanh,   // its approximation by tanh: SigLIP
  kQuickGelu,  // x · σ(1.702 x): OpenAI's CLIP
  kSilu,       // x · σ(x): the gate of SwiGLU
};

// x ← activation(x), every number alone, to 3e-7 of the larger of |x| and 1.
void activate(Activation activation, tensor::MatrixRef x);

}  // namespace vitviz::nn
