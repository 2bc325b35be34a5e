// SPDX-License-Identifier: Apache-2.0
// The tensors that determine the sizes of a Vision Transformer: without them, nothing else about it
// can be understood.
#pragma once

#include <string>
#include <vector>

#include "checkpoint/tensor_set.h"
#include "families/family.h"

namespace vitviz::checkpoint {

// "blocks.{}." and 3 → "blocks.3."
[[nodiscard]] std::string block_prefix(const families::Names& names, int block);

// The family's names of the patch embedding, the positions, and the first block's first LayerNorm
// and MLP, whether the checkpoint has them or not.
[[nodiscard]] std::vector<std::string> key_tensors(const TensorSet& tensors,
                                                   const families::Family& family);

// The weights of the first block's MLP that tell its width: of one layer, or of two in one tensor
// (BlockNames::gate_and_fc1).
[[nodiscard]] std::string fc1_of_first_block(const TensorSet& tensors,
                                             const families::Family& family);

// Those of `names` that the checkpoint does not have.
[[nodiscard]] std::vector<std::string> missing_of(const TensorSet& tensors,
                                                  std::vector<std::string> names);

// "'a' is missing", "'a', 'b' and 'c' are missing". Requires: there are names.
[[nodiscard]] std::string are_missing(const std::vector<std::string>& names);

}  // namespace vitviz::checkpoint
