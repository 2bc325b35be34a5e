// SPDX-License-Identifier: Apache-2.0
// The LayerNorm after the last block.
#pragma once

#include <stop_token>

#include "base/thread_pool.h"
#include "model/blueprint.h"
#include "model/weights.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// tokens = LN(tokens), [T, D], in place; nothing where the model ends without. Throws Stopped.
void apply_final_norm(const Blueprint& blueprint, const Weights& weights, tensor::MatrixRef tokens,
                      base::ThreadPool& threads, const std::stop_token& stop);

}  // namespace vitviz::model
