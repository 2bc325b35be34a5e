// SPDX-License-Identifier: Apache-2.0
// Tensor shapes, what the files say, and what the family is known for → the blueprint.
#pragma once

#include "model/blueprint.h"
#include "model/facts.h"
#include "model/families/family.h"
#include "model/hints.h"
#include "model/tensor_set.h"

namespace vitviz::model {

// Everything but the name. Throws Error(kModel) where a size cannot be told.
[[nodiscard]] Blueprint describe(const TensorSet& tensors, const Family& family, const Facts& facts,
                                 const Hints& hints);

// "blocks.{}." and 3 → "blocks.3."
[[nodiscard]] std::string block_prefix(const Names& names, int block);

}  // namespace vitviz::model
