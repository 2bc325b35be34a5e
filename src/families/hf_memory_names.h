// SPDX-License-Identifier: Apache-2.0
// Since version 5, transformers' layers have other names in memory than in the files that
// save_pretrained() writes: those of a state_dict() → those of the files.
#pragma once

#include "checkpoint/tensor_set.h"

namespace vitviz::families {

void rename_from_memory(checkpoint::TensorSet& tensors);

}  // namespace vitviz::families
