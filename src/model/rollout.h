// SPDX-License-Identifier: Apache-2.0
// Attention rollouts (nn/rollout.h) of several blocks, starts and groups of heads at once: rows
// that end in the same block or begin in an earlier one go through it together.
#pragma once

#include <stop_token>
#include <vector>

#include "base/thread_pool.h"
#include "model/block_keeper.h"
#include "model/vision_transformer.h"
#include "nn/rollout.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// Rollouts of the blocks [first_block, block], for each of `blocks`.
struct RolloutRequest {
  std::vector<int> blocks;  // ascending, at least one
  int first_block = 0;
  std::vector<nn::HeadGroup> heads;  // a rollout for each
};

// Keeps the queries and keys of these blocks during a pass; the rollouts are computed after it.
class Rollout : public BlockKeeper {
 public:
  // `starts` are the tokens (or means of tokens) whose attention is followed. The model must
  // outlive this.
  Rollout(const VisionTransformer& model, tensor::PatchGrid grid,
          std::vector<nn::ObservedQueries> starts, RolloutRequest request);

  // For each start [blocks · heads, T]: a row for each of RolloutRequest::blocks and, within a
  // block, of RolloutRequest::heads. Rows sum to 1. Throws Stopped.
  [[nodiscard]] std::vector<tensor::Matrix> compute(base::ThreadPool& threads,
                                                    const std::stop_token& stop = {}) const;

 private:
  [[nodiscard]] tensor::Matrix start_rows() const;
  [[nodiscard]] std::vector<tensor::Matrix> by_start(const std::vector<tensor::Matrix>& rows) const;

  const VisionTransformer& model_;
  tensor::PatchGrid grid_;
  std::vector<nn::ObservedQueries> starts_;
  RolloutRequest request_;
};

}  // namespace vitviz::model
