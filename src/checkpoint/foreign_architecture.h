// SPDX-License-Identifier: Apache-2.0
// Architectures that config.json names and that vitviz does not read, whatever their tensors are
// called: some have a plain Vision Transformer's.
#pragma once

#include "checkpoint/facts.h"
#include "checkpoint/tensor_set.h"

namespace vitviz::checkpoint {

// Throws Error(kModel) for an architecture that is known to compute something else; notes in
// `tensors` one that is not known, for the message if they fit no family.
void refuse_foreign_architecture(TensorSet& tensors, const Facts& facts);

}  // namespace vitviz::checkpoint
