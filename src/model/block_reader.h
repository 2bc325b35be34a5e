// SPDX-License-Identifier: Apache-2.0
// The tensors of one block → its weights.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "model/blueprint.h"
#include "model/families/family.h"
#include "model/tensor_reader.h"
#include "model/weights.h"

namespace vitviz::model {

// The tensors of all blocks, below the block's own prefix: "attn.qkv.bias" of "blocks.7.attn.…".
using NamesInBlocks = std::set<std::string, std::less<>>;

[[nodiscard]] NamesInBlocks names_in_blocks(const TensorSet& tensors, const Names& names);

// What is wrong is noted in the reader; also that this block lacks what another one has.
[[nodiscard]] BlockWeights read_block(TensorReader& reader, const Family& family,
                                      const Blueprint& blueprint, int index,
                                      const NamesInBlocks& of_any_block);

}  // namespace vitviz::model
