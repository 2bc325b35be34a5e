// SPDX-License-Identifier: Apache-2.0
#include "nn/attention.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "nn/matrix_product.h"
#include "nn/softmax.h"

namespace vitviz::nn {
namespace {

constexpr int kTile = AttentionScratch::kQueriesPerTile;
constexpr int kTasks = AttentionScratch::kTasksPerHead;

// scores = softmax(q kᵀ / √K + bias), [rows, keys]
void compute_scores(tensor::ConstMatrixRef q, tensor::ConstMatrixRef k, const ScoreBias& bias,
                    int head, int first_query, tensor::MatrixRef scores) {
  const bool has_bias = static_cast<bool>(bias);
  if (has_bias) bias(head, first_query, scores);
  const float scale = 1.0F / std::sqrt(static_cast<float>(q.cols()));
  multiply(q, k, Transposed::kYes, scores, {scale, /*add_to_output=*/has_bias});
  softmax_rows(scores);
}

// The sum of those rows of a tile that belong to observed queries.
void add_observed(tensor::ConstMatrixRef scores, int first_query, const ObservedQueries& observed,
                  tensor::MatrixRef sum) {
  const int begin = std::max(observed.first, first_query);
  const int end =
      std::min(observed.first + observed.count, first_query + static_cast<int>(scores.rows()));
  for (int query = begin; query < end; ++query) sum += scores.row(query - first_query);
}

}  // namespace

AttentionScratch::AttentionScratch(int heads, int keys, int workers)
    : observed(heads * kTasksPerHead, keys), scores_(workers * kQueriesPerTile, keys) {}

tensor::MatrixRef AttentionScratch::scores(int worker, int rows) {
  VITVIZ_CHECK(rows <= kQueriesPerTile);
  return scores_.middleRows(worker * kQueriesPerTile, rows);
}

void attend(tensor::ConstMatrixRef q, tensor::ConstMatrixRef k, tensor::ConstMatrixRef v,
            const ObservedQueries& observed, const ScoreBias& bias, tensor::MatrixRef mixed,
            tensor::MatrixRef attention, AttentionScratch& scratch, base::ThreadPool& threads) {
  const auto queries = static_cast<int>(q.rows());
  const auto heads = static_cast<int>(attention.rows());
  const int width = static_cast<int>(q.cols()) / heads;
  VITVIZ_CHECK(width * heads == q.cols() && attention.cols() == k.rows());

  const int tiles = (queries + kTile - 1) / kTile;
  scratch.observed.setZero();
  threads.parallel_for(heads * kTasks, [&](int task, int worker) {
    const int head = task / kTasks;
    const int part = task % kTasks;
    const int last_tile = (part + 1) * tiles / kTasks;
    for (int tile = part * tiles / kTasks; tile < last_tile; ++tile) {
      const int first = tile * kTile;
      const int rows = std::min(kTile, queries - first);
      tensor::MatrixRef scores = scratch.scores(worker, rows);
      compute_scores(q.block(first, head * width, rows, width), k.middleCols(head * width, width),
                     bias, head, first, scores);
      add_observed(scores, first, observed, scratch.observed.row(task));
      multiply(scores, v.middleCols(head * width, width), Transposed::kNo,
               mixed.block(first, head * width, rows, width));
    }
  });
  for (int head = 0; head < heads; ++head) {
    attention.row(head) = scratch.observed.middleRows(head * kTasks, kTasks).colwise().sum() /
                          static_cast<float>(observed.count);
  }
}

void attend_from_one(tensor::ConstMatrixRef q, tensor::ConstMatrixRef k,
                     tensor::MatrixRef attention) {
  const auto heads = static_cast<int>(attention.rows());
  const int width = static_cast<int>(q.cols()) / heads;
  VITVIZ_CHECK(q.rows() == 1 && width * heads == q.cols() && attention.cols() == k.rows());
  for (int head = 0; head < heads; ++head) {
    compute_scores(q.middleCols(head * width, width), k.middleCols(head * width, width),
                   /*bias=*/{}, head,
                   /*first_query=*/0, attention.row(head));
  }
}

}  // namespace vitviz::nn
