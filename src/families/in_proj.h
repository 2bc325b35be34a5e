// SPDX-License-Identifier: Apache-2.0
// torch.nn.MultiheadAttention keeps queries, keys and values in "in_proj_weight" and
// "in_proj_bias", where every other layer has ".weight" and ".bias".
#pragma once

#include "checkpoint/tensor_set.h"

namespace vitviz::families {

// "…in_proj_weight" → "…in_proj.weight", and the bias likewise.
void rename_in_proj(checkpoint::TensorSet& tensors);

}  // namespace vitviz::families
