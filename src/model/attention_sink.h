// SPDX-License-Identifier: Apache-2.0
// Where the forward pass hands its attention to whoever asked for it.
#pragma once

#include <functional>

#include "tensor/shapes.h"

namespace vitviz::model {

// Called once per block, in order. `rows` is [H, N]: the softmaxed attention from CLS to each patch
// (without CLS: the mean over all patches of what each receives), not renormalised, valid during
// the call.
using AttentionSink = std::function<void(int block, tensor::ConstMatrixRef rows)>;

}  // namespace vitviz::model
