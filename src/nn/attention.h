// SPDX-License-Identifier: Apache-2.0
// Multi-head self-attention (Vaswani et al., 2017): for each head, with its K columns of q, k, v,
//
//   mixed = softmax(q kᵀ / √K) v
//
// A head is computed in tiles of query rows, so that memory grows with T and not with T².
#pragma once

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// The scores of one tile of queries for each thread; allocated once, used for every block.
class AttentionScratch {
 public:
  AttentionScratch(int tokens, int workers);

  // [rows, T] for one worker; rows is at most kQueriesPerTile.
  [[nodiscard]] tensor::MatrixRef scores(int worker, int rows);

  static constexpr int kQueriesPerTile = 64;

 private:
  tensor::Matrix scores_;
};

// `q`, `k`, `v` and `mixed` are [T, D], head h in the columns [h·K, (h + 1)·K).
// `first_rows` [H, T] receives row 0 of every head's softmax: the attention of CLS to all tokens.
void attend(tensor::ConstMatrixRef q, tensor::ConstMatrixRef k, tensor::ConstMatrixRef v,
            tensor::MatrixRef mixed, tensor::MatrixRef first_rows, AttentionScratch& scratch,
            base::ThreadPool& threads);

// The attention of a single query to all keys: `q` [1, D], `k` [T, D] → `rows` [H, T].
void attend_from_one(tensor::ConstMatrixRef q, tensor::ConstMatrixRef k, tensor::MatrixRef rows);

}  // namespace vitviz::nn
