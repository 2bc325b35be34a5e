// SPDX-License-Identifier: Apache-2.0
// The periods of rotary positions, where no file stores them.
#pragma once

#include "checkpoint/tensor_reader.h"
#include "model/blueprint.h"

namespace vitviz::families {

// [K / 4]: the k-th is base^(4k / K). Where K cannot be shared out, that is noted in the reader and
// the result is empty.
[[nodiscard]] tensor::Vector rotary_periods(checkpoint::TensorReader& reader,
                                            const model::Blueprint& blueprint);

}  // namespace vitviz::families
