// SPDX-License-Identifier: Apache-2.0
// The one step of a block in which tokens see each other.
#pragma once

#include "model/pass.h"
#include "nn/score_bias.h"

namespace vitviz::model {

// s.attention_output = softmax(q kᵀ / √K + bias) v of every head, where the block is to be
// finished; and shows the block and its attention to the observers. Throws Error(kModel) where
// values that an observer wishes to see are not finite, what an observer throws, and Stopped.
void attend(Pass& pass, int block);

// What a block adds to its scores; empty where there is nothing.
[[nodiscard]] nn::ScoreBias score_bias(const Blueprint& blueprint, const BlockWeights& weights,
                                       tensor::PatchGrid grid);

}  // namespace vitviz::model
