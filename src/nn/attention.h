// SPDX-License-Identifier: Apache-2.0
// Multi-head self-attention (Vaswani et al., 2017): for each head, with its K columns of q, k, v,
//
//   mixed = softmax(q kᵀ / √K + bias) v
//
// A head is computed in tiles of query rows, so that memory grows with T and not with T².
#pragma once

#include <functional>

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// The queries [first, first + count) whose attention is looked at: CLS alone, or all patches where
// there is no CLS.
struct ObservedQueries {
  int first = 0;
  int count = 1;
};

// Writes what is added to the scores of the queries first_query, first_query + 1, … of one head:
// `rows` is [some queries, keys].
using ScoreBias = std::function<void(int head, int first_query, tensor::MatrixRef rows)>;

// Memory for the scores of one tile per thread; allocated once, used for every block.
class AttentionScratch {
 public:
  AttentionScratch(int heads, int keys, int workers);

  static constexpr int kQueriesPerTile = 64;
  // Each head's tiles are cut into this many tasks, whatever the number of threads.
  static constexpr int kTasksPerHead = 8;

  // [rows, keys] for one worker; rows is at most kQueriesPerTile.
  [[nodiscard]] tensor::MatrixRef scores(int worker, int rows);

  // [H · kTasksPerHead, keys]: the sum of the observed rows that each task met.
  tensor::Matrix observed;

 private:
  tensor::Matrix scores_;
};

// `q` and `mixed` are [T, D], `k` and `v` [keys, D]; head h has the columns [h·K, (h + 1)·K).
// `attention` [H, keys] receives the mean of the observed queries' softmax rows. `bias` may be
// empty.
void attend(tensor::ConstMatrixRef q, tensor::ConstMatrixRef k, tensor::ConstMatrixRef v,
            const ObservedQueries& observed, const ScoreBias& bias, tensor::MatrixRef mixed,
            tensor::MatrixRef attention, AttentionScratch& scratch, base::ThreadPool& threads);

// The attention of a single query, number 0: `q` [1, D], `k` [keys, D] → `attention` [H, keys].
void attend_from_one(tensor::ConstMatrixRef q, tensor::ConstMatrixRef k,
                     tensor::MatrixRef attention);

}  // namespace vitviz::nn
