// SPDX-License-Identifier: Apache-2.0
// Where the forward pass hands its attention to whoever asked for it.
#pragma once

#include <functional>

#include "tensor/shapes.h"

namespace vitviz::model {

// Called once per block, in order. `rows` is [queries · H, T], a query after the other: the
// softmaxed attention of each head from the query (CLS where no patch is asked for; without CLS the
// mean over all patches) to every token, prefix tokens first. Valid during the call.
using AttentionSink = std::function<void(int block, tensor::ConstMatrixRef rows)>;

}  // namespace vitviz::model
