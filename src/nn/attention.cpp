// SPDX-License-Identifier: Apache-2.0
#include "nn/attention.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "nn/matrix_product.h"
#include "nn/softmax.h"

namespace vitviz::nn {
namespace {

float score_scale(int head_width) { return 1.0F / std::sqrt(static_cast<float>(head_width)); }

}  // namespace

AttentionScratch::AttentionScratch(int tokens, int workers)
    : scores_(workers * kQueriesPerTile, tokens) {}

tensor::MatrixRef AttentionScratch::scores(int worker, int rows) {
  VITVIZ_CHECK(rows <= kQueriesPerTile);
  return scores_.middleRows(worker * kQueriesPerTile, rows);
}

void attend(tensor::ConstMatrixRef q, tensor::ConstMatrixRef k, tensor::ConstMatrixRef v,
            tensor::MatrixRef mixed, tensor::MatrixRef first_rows, AttentionScratch& scratch,
            base::ThreadPool& threads) {
  const auto tokens = static_cast<int>(k.rows());
  const auto heads = static_cast<int>(first_rows.rows());
  const int width = static_cast<int>(q.cols()) / heads;
  VITVIZ_CHECK(width * heads == q.cols() && first_rows.cols() == tokens);

  constexpr int kTile = AttentionScratch::kQueriesPerTile;
  const int tiles = (tokens + kTile - 1) / kTile;
  threads.parallel_for(heads * tiles, [&](int task, int worker) {
    const int head = task / tiles;
    const int first = task % tiles * kTile;
    const int rows = std::min(kTile, tokens - first);

    // scores = softmax(q kᵀ / √K), [rows, T]
    tensor::MatrixRef scores = scratch.scores(worker, rows);
    multiply(q.block(first, head * width, rows, width), k.middleCols(head * width, width),
             Transposed::kYes, scores);
    softmax_rows(scores, score_scale(width));
    if (first == 0) first_rows.row(head) = scores.row(0);

    // mixed = scores v, [rows, K]
    multiply(scores, v.middleCols(head * width, width), Transposed::kNo,
             mixed.block(first, head * width, rows, width));
  });
}

void attend_from_one(tensor::ConstMatrixRef q, tensor::ConstMatrixRef k, tensor::MatrixRef rows) {
  const auto heads = static_cast<int>(rows.rows());
  const int width = static_cast<int>(q.cols()) / heads;
  VITVIZ_CHECK(q.rows() == 1 && width * heads == q.cols() && rows.cols() == k.rows());
  for (int head = 0; head < heads; ++head) {
    multiply(q.middleCols(head * width, width), k.middleCols(head * width, width), Transposed::kYes,
             rows.row(head));
  }
  softmax_rows(rows, score_scale(width));
}

}  // namespace vitviz::nn
