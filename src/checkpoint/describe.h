// SPDX-License-Identifier: Apache-2.0
// Tensor shapes, what the files say, and what the family is known for → the blueprint.
#pragma once

#include "checkpoint/facts.h"
#include "checkpoint/hints.h"
#include "checkpoint/tensor_set.h"
#include "families/family.h"
#include "model/blueprint.h"

namespace vitviz::checkpoint {

// Everything but the name. Throws Error(kModel) where a size cannot be told.
[[nodiscard]] model::Blueprint describe(const TensorSet& tensors, const families::Family& family,
                                        const Facts& facts, const Hints& hints);

}  // namespace vitviz::checkpoint
