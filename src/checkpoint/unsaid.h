// SPDX-License-Identifier: Apache-2.0
// What tensors do not tell: taken from the user, or else from the files, or else from the family,
// which is an assumption that users hear of.
#pragma once

#include "checkpoint/facts.h"
#include "checkpoint/hints.h"
#include "checkpoint/tensor_set.h"
#include "families/family.h"
#include "model/blueprint.h"

namespace vitviz::checkpoint {

// Requires: `blueprint` says the width. Throws Error(kModel) where nobody knows the number of
// heads.
void describe_heads(const TensorSet& tensors, const families::Family& family, const Facts& facts,
                    const Hints& hints, model::Blueprint& blueprint);

// Activation and epsilon.
void describe_arithmetic(const families::Family& family, const Facts& facts,
                         model::Blueprint& blueprint);

// Mean, standard deviation and filter of photos.
void describe_preparation(const families::Family& family, const Facts& facts, const Hints& hints,
                          model::Blueprint& blueprint);

}  // namespace vitviz::checkpoint
