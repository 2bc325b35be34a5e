// SPDX-License-Identifier: Apache-2.0
// Rollouts of several blocks, queries and groups of heads at once: rows that end in the same block
// or begin in an earlier one go through it together.
#pragma once

#include <functional>
#include <vector>

#include "base/thread_pool.h"
#include "model/request.h"
#include "nn/attention.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// The queries [T, D] of a block whose keys an nn::Attention has.
struct LoadedBlock {
  tensor::ConstMatrixRef q;
  nn::ScoreBias bias;
};

// Result::rollout for `starts` [queries, T], the rows to begin with: each sums to 1.
// `load` gives `attention` the keys of a block; it is called once for each, the last one first.
[[nodiscard]] std::vector<tensor::Matrix> roll_out(
    const RolloutRequest& request, tensor::ConstMatrixRef starts, nn::Attention& attention,
    const std::function<LoadedBlock(int block)>& load, base::ThreadPool& threads);

}  // namespace vitviz::model
