// SPDX-License-Identifier: Apache-2.0
#include "model/block_keeper.h"

#include <algorithm>

#include "base/check.h"

namespace vitviz::model {

BlockKeeper::BlockKeeper(const std::vector<int>& blocks, Wishes wishes)
    : wishes_(std::move(wishes)) {
  VITVIZ_CHECK(std::is_sorted(blocks.begin(), blocks.end()));
  for (const int block : blocks) kept_.push_back({.block = block});
}

Wishes BlockKeeper::wishes(int block) const {
  const bool keeps = std::any_of(kept_.begin(), kept_.end(),
                                 [block](const KeptBlock& kept) { return kept.block == block; });
  return keeps ? wishes_ : Wishes{};
}

void BlockKeeper::see(const BlockView& view) {
  KeptBlock* const kept = find(view.block);
  if (kept == nullptr) return;
  kept->tokens_before = view.tokens_before;
  kept->queries = view.queries;
  kept->keys = view.keys;
  kept->values = view.values;
  kept->attention = view.attention;
}

void BlockKeeper::see_tokens_between(int block, tensor::ConstMatrixRef tokens) {
  find(block)->tokens_between = tokens;
}

void BlockKeeper::see_tokens_after(int block, tensor::ConstMatrixRef tokens) {
  find(block)->tokens_after = tokens;
}

KeptBlock* BlockKeeper::find(int block) {
  const auto found = std::find_if(kept_.begin(), kept_.end(),
                                  [block](const KeptBlock& kept) { return kept.block == block; });
  return found == kept_.end() ? nullptr : &*found;
}

}  // namespace vitviz::model
