// SPDX-License-Identifier: Apache-2.0
// The blocks of one model are alike: what was taken of one block must be there in every other.
#pragma once

#include <set>
#include <string>

#include "checkpoint/tensor_reader.h"
#include "checkpoint/tensor_set.h"
#include "families/names.h"

namespace vitviz::checkpoint {

// What the names of a checkpoint's blocks have behind the block's number, whichever block has it.
using NamesInBlocks = std::set<std::string, std::less<>>;
[[nodiscard]] NamesInBlocks names_in_blocks(const TensorSet& tensors, const families::Names& names);

// Notes in the reader what only some blocks have of what was taken. Layers that CLS has for itself
// may be in some blocks only.
void note_unlike_blocks(TensorReader& reader, const families::Names& names, int blocks);

}  // namespace vitviz::checkpoint
