// SPDX-License-Identifier: Apache-2.0
// What to tell users of a checkpoint that no family matches: which one comes nearest.
#pragma once

#include <span>

#include "checkpoint/facts.h"
#include "checkpoint/tensor_set.h"
#include "families/family.h"

namespace vitviz::families {

using FamilyChoice = const Family& (*)();

// Throws Error(kModel): with the prefix behind which a family's names stand, or the family with the
// most of its names in the file and those that are missing, or else what the file says of itself.
// `families` are the most special first; none of them matches.
[[noreturn]] void refuse_unrecognised(const checkpoint::TensorSet& tensors,
                                      const checkpoint::Facts& facts,
                                      std::span<const FamilyChoice> families);

}  // namespace vitviz::families
