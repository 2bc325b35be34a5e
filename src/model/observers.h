// SPDX-License-Identifier: Apache-2.0
// All observers of one forward pass: what they wish for together, and who is shown what.
#pragma once

#include <vector>

#include "model/block_observer.h"
#include "tensor/shapes.h"

namespace vitviz::model {

class Observers {
 public:
  // Asks them for their wishes for `blocks` blocks. They must outlive this.
  Observers(const std::vector<BlockObserver*>& observers, int blocks, int heads);

  // What must be computed and kept of a block for any of them: `attention` holds the first
  // observer's queries, then the second's, and so on.
  [[nodiscard]] const Wishes& wishes(int block) const {
    return together_[static_cast<std::size_t>(block)];
  }
  // Whether a wish is made for any of the blocks.
  [[nodiscard]] bool any_wishes(bool Wishes::*what) const;
  [[nodiscard]] int most_attention() const;  // the largest number of Wishes::attention
  [[nodiscard]] int blocks_to_see() const;   // up to the last with a wish

  // Shows each observer what it wishes to see of `all`, which holds what any of them wishes for.
  void show(const BlockView& all) const;
  void show_attention(const AttentionPart& part) const;
  void show_tokens_between(int block, tensor::ConstMatrixRef tokens) const;
  void show_tokens_after(int block, tensor::ConstMatrixRef tokens) const;

 private:
  struct Observer {
    BlockObserver* who;
    std::vector<Wishes> wishes;  // of each block
  };
  // Calls show(observer) for those that have made this wish for the block.
  template <typename Show>
  void show_those_with(bool Wishes::*wish, int block, const Show& show) const;

  std::vector<Observer> observers_;
  std::vector<Wishes> together_;  // of each block
  int heads_;
};

}  // namespace vitviz::model
