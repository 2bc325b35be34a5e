// SPDX-License-Identifier: Apache-2.0
// SigLIP's head, as far as it looks at tokens: one learned query attends to all of them.
#pragma once

#include "model/pass.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// Its attention to all tokens after the last block, [H, T]. Takes the memory of the blocks' keys.
// Requires: the model has such a head. Throws Error(kModel) and Stopped.
[[nodiscard]] tensor::Matrix pooling_attention(Pass& pass);

}  // namespace vitviz::model
