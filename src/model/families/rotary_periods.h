// SPDX-License-Identifier: Apache-2.0
// The periods of rotary positions, where no file stores them.
#pragma once

#include "model/blueprint.h"
#include "model/tensor_reader.h"

namespace vitviz::model {

// [K / 4]: the k-th is base^(4k / K). Where K cannot be shared out, that is noted in the reader and
// the result is empty.
[[nodiscard]] tensor::Vector rotary_periods(TensorReader& reader, const Blueprint& blueprint);

}  // namespace vitviz::model
