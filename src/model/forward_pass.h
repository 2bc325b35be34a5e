// SPDX-License-Identifier: Apache-2.0
// The schedule of a forward pass.
#pragma once

#include "model/pass.h"
#include "model/request.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// Runs the network on `patches` [N, 3·P·P] as far as `goal` and the observers ask. A pass runs
// once. Throws Error(kModel) when a number is not finite, what an observer throws, and Stopped.
[[nodiscard]] Result run_forward(Pass& pass, tensor::ConstMatrixRef patches, Goal goal);

}  // namespace vitviz::model
