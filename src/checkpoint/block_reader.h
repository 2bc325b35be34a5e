// SPDX-License-Identifier: Apache-2.0
// The tensors of one block → its weights.
#pragma once

#include "checkpoint/like_blocks.h"
#include "checkpoint/tensor_reader.h"
#include "families/family.h"
#include "model/blueprint.h"
#include "model/weights.h"

namespace vitviz::checkpoint {

// What is wrong is noted in the reader; also that this block lacks what another one has.
[[nodiscard]] model::BlockWeights read_block(TensorReader& reader, const families::Family& family,
                                             const model::Blueprint& blueprint, int index,
                                             const NamesInBlocks& of_any_block);

}  // namespace vitviz::checkpoint
