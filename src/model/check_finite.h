// SPDX-License-Identifier: Apache-2.0
// The numbers of a sound model are finite.
#pragma once

#include <string_view>

#include "model/blueprint.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// Throws Error(kModel) that names the model, `what` ("the keys") and the block when one of the
// values is infinite or NaN.
void check_finite(tensor::ConstMatrixRef values, std::string_view what, int block,
                  const Blueprint& blueprint);

}  // namespace vitviz::model
