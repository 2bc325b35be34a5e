// SPDX-License-Identifier: Apache-2.0
// The function between the two matrix products of an MLP.
#pragma once

namespace vitviz::nn {

enum class Activation {
  kNone,
  kGelu,       // x · Φ(x) with the exact normal distribution: x / 2 · (1 + erf(x / √2))
  kGeluTanh,   // its approximation by tanh: SigLIP
  kQuickGelu,  // x · σ(1.702 x): OpenAI's CLIP
  kSilu,       // x · σ(x): the gate of SwiGLU
};

}  // namespace vitviz::nn
