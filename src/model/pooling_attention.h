// SPDX-License-Identifier: Apache-2.0
// The attention of a pooling head (model/pooling_head.h): the map of models without CLS.
#pragma once

#include "model/pass.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// Whether that attention is what is seen of the model: CLS, where there is one, goes before.
[[nodiscard]] bool shows_pooling(const Blueprint& blueprint, const Weights& weights);

// Its attention to all tokens after the last block, [H, T]. Takes the memory of the blocks' keys.
// Requires: shows_pooling(). Throws Error(kModel) and Stopped.
[[nodiscard]] tensor::Matrix pooling_attention(Pass& pass);

}  // namespace vitviz::model
