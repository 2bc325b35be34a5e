// SPDX-License-Identifier: Apache-2.0
// Shares out the queries whose attention is looked at to tasks. Tasks and sums are the same for any
// number of threads.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "nn/attention_tiles.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// The queries [first, first + count) whose mean attention is looked at: CLS or a patch alone, or
// all patches where there is no CLS.
struct ObservedQueries {
  int first = 0;
  int count = 1;
};

class ObservedParts {
 public:
  // `weights` [observed · H, keys] receives the mean softmax weights of each of `observed`, head by
  // head.
  ObservedParts(std::span<const ObservedQueries> observed, int heads, tensor::MatrixRef weights);

  // Each task looks at some queries of one head.
  [[nodiscard]] int tasks() const { return heads_ * static_cast<int>(parts_.size()); }
  [[nodiscard]] int head_of(int task) const { return task % heads_; }

  // Takes the weights of a task's queries: compute(first, count) returns the AttentionTiles that
  // hold those of `count` queries, at most six. Callable for different tasks from several threads.
  template <typename Compute>
  void observe(int task, const Compute& compute) {
    const Part& part = parts_[static_cast<std::size_t>(task / heads_)];
    for (int done = 0; done < part.count; done += AttentionTiles::kMostObserved) {
      const int count = std::min(AttentionTiles::kMostObserved, part.count - done);
      const AttentionTiles& tiles = compute(part.first + done, count);
      for (int i = 0; i < count; ++i) {
        if (part.sum == kNoSum) {
          weights_.row((part.observed + done + i) * heads_ + head_of(task)) = tiles.weights(i);
        } else {
          sums_.row(part.sum * heads_ + head_of(task)) += tiles.weights(i);
        }
      }
    }
  }

  // Makes means of the tasks' sums. To be called once, after all tasks.
  void finish();

 private:
  // Queries of one of `observed`; or, without a sum, single ones next to each other, which share a
  // tile.
  struct Part {
    int observed, first, count;
    int sum;  // its place in sums_, or kNoSum: rows of weights_ are written as they come
  };
  static constexpr int kNoSum = -1;

  std::size_t add_single_queries(std::size_t begin);
  int add_range(std::size_t index, int sums);

  std::span<const ObservedQueries> observed_;
  int heads_;
  tensor::MatrixRef weights_;
  std::vector<Part> parts_;
  tensor::Matrix sums_;  // [parts · H, keys]
};

}  // namespace vitviz::nn
