// SPDX-License-Identifier: Apache-2.0
// The observer of whoever wants the attention of every block and nothing else.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "model/block_observer.h"

namespace vitviz::model {

class AttentionObserver : public BlockObserver {
 public:
  // `rows` is BlockView::attention.
  using Take = std::function<void(int block, tensor::ConstMatrixRef rows)>;

  AttentionObserver(std::vector<nn::ObservedQueries> queries, Take take)
      : queries_(std::move(queries)), take_(std::move(take)) {}

  [[nodiscard]] Wishes wishes(int /*block*/) const override { return {.attention = queries_}; }
  void see(const BlockView& view) override { take_(view.block, view.attention); }

 private:
  std::vector<nn::ObservedQueries> queries_;
  Take take_;
};

}  // namespace vitviz::model
