// SPDX-License-Identifier: Apache-2.0
// The observer of whoever needs parts of some blocks after the pass: it keeps copies.
#pragma once

#include <utility>
#include <vector>

#include "model/block_observer.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// What was kept of one block, as in BlockView; empty where it was not wished for. The attention of
// all tokens is not kept.
struct KeptBlock {
  int block = 0;
  tensor::Matrix tokens_before = {};
  tensor::Matrix queries = {};
  tensor::Matrix keys = {};
  tensor::Matrix values = {};
  tensor::Matrix attention = {};
  tensor::Matrix tokens_between = {};
  tensor::Matrix tokens_after = {};
};

class BlockKeeper : public BlockObserver {
 public:
  // Keeps what `wishes` says of `blocks`, which are in ascending order.
  BlockKeeper(const std::vector<int>& blocks, Wishes wishes);

  [[nodiscard]] Wishes wishes(int block) const override;
  void see(const BlockView& view) override;
  void see_tokens_between(int block, tensor::ConstMatrixRef tokens) override;
  void see_tokens_after(int block, tensor::ConstMatrixRef tokens) override;

  // In the order of the blocks.
  [[nodiscard]] const std::vector<KeptBlock>& kept() const { return kept_; }
  [[nodiscard]] std::vector<KeptBlock> take() { return std::move(kept_); }

 private:
  [[nodiscard]] KeptBlock* find(int block);

  std::vector<KeptBlock> kept_;
  Wishes wishes_;
};

}  // namespace vitviz::model
