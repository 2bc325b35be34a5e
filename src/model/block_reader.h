// SPDX-License-Identifier: Apache-2.0
// The tensors of one block → its weights.
#pragma once

#include "model/blueprint.h"
#include "model/families/family.h"
#include "model/tensor_reader.h"
#include "model/weights.h"

namespace vitviz::model {

// What is wrong is noted in the reader.
[[nodiscard]] BlockWeights read_block(TensorReader& reader, const Family& family,
                                      const Blueprint& blueprint, int index);

}  // namespace vitviz::model
