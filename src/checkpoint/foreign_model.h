// SPDX-License-Identifier: Apache-2.0
// What people hand to vitviz in good faith and is no Vision Transformer that it can read: a Swin, a
// language model, an adapter, the state of an optimizer. Their tensors' names tell.
#pragma once

#include "checkpoint/tensor_set.h"

namespace vitviz::checkpoint {

// Throws Error(kModel) that says what the file holds and what to do instead. Does nothing where the
// tensors may well be a Vision Transformer's.
void refuse_foreign_model(const TensorSet& tensors);

}  // namespace vitviz::checkpoint
