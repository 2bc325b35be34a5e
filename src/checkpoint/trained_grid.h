// SPDX-License-Identifier: Apache-2.0
// The grid of patches that a table of positions was made for.
#pragma once

#include "checkpoint/facts.h"
#include "checkpoint/hints.h"
#include "checkpoint/tensor_set.h"
#include "families/family.h"
#include "model/blueprint.h"

namespace vitviz::checkpoint {

// As the user says, as a file says where that many rows are there, or else the square that the rows
// make, which is an assumption. `blueprint` says prefix and patch already. Throws Error(kModel)
// where the number of rows is none of these.
void describe_trained_grid(const TensorSet& tensors, const families::Family& family,
                           const Facts& facts, const Hints& hints, model::Blueprint& blueprint);

}  // namespace vitviz::checkpoint
