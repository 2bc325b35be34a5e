// SPDX-License-Identifier: Apache-2.0
// Whoever wants to see more of a forward pass than its result. An observer says beforehand what it
// wishes to see of which blocks, so that nothing is computed or kept that nobody asked for.
#pragma once

#include <vector>

#include "nn/observed_parts.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// What an observer wishes to see of one block.
struct Wishes {
  // Tokens whose attention it looks at; each may be the mean of several (model/observed_queries.h).
  std::vector<nn::ObservedQueries> attention = {};
  bool attention_of_all = false;  // of every token, some at a time
  bool tokens_before = false;
  bool queries = false;
  bool keys = false;
  bool values = false;
  bool tokens_between = false;
  bool tokens_after = false;

  [[nodiscard]] bool any() const {
    return !attention.empty() || attention_of_all || tokens_before || queries || keys || values ||
           tokens_between || tokens_after;
  }
};

// A block whose attention has just been computed. What the observer did not wish for is empty.
struct BlockView {
  int block;
  tensor::ConstMatrixRef tokens_before;  // [T, D]: z as it enters the block
  // [T, D] each, as the attention uses them: after the norm of each head and the rotation. Without
  // learned keys and values, which belong to no token.
  tensor::ConstMatrixRef queries;
  tensor::ConstMatrixRef keys;
  tensor::ConstMatrixRef values;
  // [Wishes::attention · H, T]: for each of these, head by head, the softmax weights of all tokens,
  // prefix tokens first. Rows sum to 1, or to less where there is a learned key.
  tensor::ConstMatrixRef attention;
};

// The attention of some of a block's tokens, one after the other.
struct AttentionPart {
  int block;
  int first_query;                 // the first of these tokens
  tensor::ConstMatrixRef weights;  // [tokens · H, T]: as in BlockView::attention
};

// All views are valid during the call. Calls come in the order of the blocks, from the thread that
// runs the pass, and may throw: the exception ends the pass and is the caller's.
class BlockObserver {
 public:
  BlockObserver() = default;
  BlockObserver(const BlockObserver&) = delete;
  BlockObserver& operator=(const BlockObserver&) = delete;
  virtual ~BlockObserver() = default;

  // Asked once for each block, before the pass begins.
  [[nodiscard]] virtual Wishes wishes(int block) const = 0;

  // Called for every block that is computed, also where nothing was wished for.
  virtual void see(const BlockView& /*view*/) {}

  // Parts of about the same size, in the order of the tokens, after see() of their block; where
  // that was wished for. Memory for them grows with T, not with T².
  virtual void see_attention(const AttentionPart& /*part*/) {}

  // [T, D]: z′, between the block's attention and its MLP, where that was wished for.
  virtual void see_tokens_between(int /*block*/, tensor::ConstMatrixRef /*tokens*/) {}

  // [T, D]: z as it leaves the block, where that was wished for.
  virtual void see_tokens_after(int /*block*/, tensor::ConstMatrixRef /*tokens*/) {}
};

}  // namespace vitviz::model
