// SPDX-License-Identifier: Apache-2.0
// The tensors of one block → its weights.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "checkpoint/tensor_reader.h"
#include "families/family.h"
#include "model/blueprint.h"
#include "model/weights.h"

namespace vitviz::checkpoint {

// The tensors of all blocks, below the block's own prefix: "attn.qkv.bias" of "blocks.7.attn.…".
using NamesInBlocks = std::set<std::string, std::less<>>;

[[nodiscard]] NamesInBlocks names_in_blocks(const TensorSet& tensors, const families::Names& names);

// What is wrong is noted in the reader; also that this block lacks what another one has.
[[nodiscard]] model::BlockWeights read_block(TensorReader& reader, const families::Family& family,
                                             const model::Blueprint& blueprint, int index,
                                             const NamesInBlocks& of_any_block);

}  // namespace vitviz::checkpoint
