// SPDX-License-Identifier: Apache-2.0
// A checkpoint → the tensors of its network, what its files say, and the family they are of.
#pragma once

#include "checkpoint/facts.h"
#include "checkpoint/hints.h"
#include "checkpoint/tensor_set.h"
#include "families/family.h"

namespace vitviz::checkpoint {

struct Network {
  TensorSet tensors;
  Facts facts;
  const families::Family& family;
};

// Throws Error(kModel) that says what the checkpoint holds where vitviz does not read it.
// `checkpoint` must outlive the result.
[[nodiscard]] Network find_network(const io::Checkpoint& checkpoint, const Hints& hints);

}  // namespace vitviz::checkpoint
