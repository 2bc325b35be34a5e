// SPDX-License-Identifier: Apache-2.0
// What is asked of one forward pass, and what it leaves behind.
#pragma once

#include <optional>
#include <vector>

#include "nn/rollout.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// How far the forward pass goes.
enum class Goal {
  kAttention,  // up to the softmax of the last block: what pictures need
  kTokens,     // to the end, for the final tokens and the classes as well
};

enum class TokenState {
  kBlock,   // as a block leaves them: the residual stream
  kNormed,  // after the model's final norm, whatever the block
};

// Rollout (nn/rollout.h) of the blocks [first_block, block], for each of `blocks`.
struct RolloutRequest {
  std::vector<int> blocks;  // ascending
  int first_block = 0;
  std::vector<nn::HeadGroup> heads;  // a rollout for each
};

struct Request {
  Goal goal = Goal::kAttention;
  // The patches whose attention is observed, and from which rollouts start. Empty: CLS or, without
  // CLS, the mean of all patches.
  std::vector<int> queries;
  std::vector<int> token_blocks;  // blocks whose tokens are kept, ascending
  TokenState token_state = TokenState::kBlock;
  std::optional<RolloutRequest> rollout;

  // How many rows of attention each head hands out: at least 1.
  [[nodiscard]] int observed_count() const {
    return queries.empty() ? 1 : static_cast<int>(queries.size());
  }
};

// What a forward pass leaves behind, beside what the sink saw.
struct Result {
  tensor::Matrix tokens;             // [T, D] after the final norm; empty for Goal::kAttention
  tensor::Vector logits;             // [classes]; empty likewise, or without a classifier
  tensor::Matrix pooling_attention;  // [H, T] of the pooling head; empty where there is none
  std::vector<tensor::Matrix> block_tokens;  // [T, D] of each of Request::token_blocks
  // Of each query, [blocks · heads, T]: a row for each of RolloutRequest::blocks and, within a
  // block, of RolloutRequest::heads. Rows sum to 1.
  std::vector<tensor::Matrix> rollout;
};

}  // namespace vitviz::model
