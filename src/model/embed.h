// SPDX-License-Identifier: Apache-2.0
// The beginning of a pass: patches become tokens.
#pragma once

#include "model/pass.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// z₀ = [x_class; x_p E] + E_pos, for `patches` [N, 3·P·P]. The position of prefix tokens is already
// in the weights. Throws Stopped.
void embed(Pass& pass, tensor::ConstMatrixRef patches);

}  // namespace vitviz::model
