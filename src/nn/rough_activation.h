// SPDX-License-Identifier: Apache-2.0
// The activation before a product that may round: exact digits that it drops take time.
#pragma once

#include "nn/activation.h"
#include "nn/precision.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// activate() for a product of this precision: to 3.5e-5 of the larger of |x| and 1 before one that
// rounds to bfloat16. Requires for Precision::kBf16: computes_bf16().
void activate_for(Precision product, Activation activation, tensor::MatrixRef x);

}  // namespace vitviz::nn
