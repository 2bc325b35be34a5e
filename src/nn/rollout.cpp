// SPDX-License-Identifier: Apache-2.0
#include "nn/rollout.h"

#include <algorithm>

#include "base/check.h"
#include "base/stopped.h"

namespace vitviz::nn {
namespace {

constexpr int kTile = Attention::kMostSoftmaxRows;
// Each task adds up a result of its own; their number does not depend on the threads.
constexpr int kMostTasks = 16;

// The attention of some queries, fused over the heads: [count, T].
class FusedRows {
 public:
  FusedRows(Attention& attention, tensor::ConstMatrixRef q, const ScoreBias& bias,
            const HeadGroup& heads)
      : attention_(attention),
        q_(q),
        bias_(bias),
        heads_(heads),
        head_rows_(kTile, attention.keys()) {}

  [[nodiscard]] tensor::Matrix of(int first, int count, int worker) {
    const Eigen::Index tokens = q_.rows();
    auto rows = head_rows_.topRows(count);
    tensor::Matrix fused;
    for (int head = heads_.first; head < heads_.first + heads_.count; ++head) {
      attention_.softmax_rows(q_, bias_, head, first, rows, worker);
      if (head == heads_.first) {
        fused = rows.leftCols(tokens);
      } else {
        tensor::fuse_head(heads_.fusion, rows.leftCols(tokens), fused);
      }
    }
    tensor::finish_fusion(heads_.fusion, heads_.count, fused);
    return fused;
  }

 private:
  Attention& attention_;
  tensor::ConstMatrixRef q_;
  const ScoreBias& bias_;
  HeadGroup heads_;
  tensor::Matrix head_rows_;  // [6, keys]
};

}  // namespace

void carry_back(Attention& attention, tensor::ConstMatrixRef q, const ScoreBias& bias,
                const HeadGroup& heads, tensor::MatrixRef rows, base::ThreadPool& threads,
                const std::stop_token& stop) {
  const auto tokens = static_cast<int>(q.rows());
  VITVIZ_CHECK(rows.cols() == tokens && heads.count >= 1);
  const int tiles = (tokens + kTile - 1) / kTile;
  const int tasks = std::min(tiles, kMostTasks);
  const Eigen::Index each = rows.rows();
  tensor::Matrix sums = tensor::Matrix::Zero(tasks * each, tokens);
  threads.parallel_for(tasks, [&](int task, int worker) {
    FusedRows attention_rows(attention, q, bias, heads);
    auto sum = sums.middleRows(task * each, each);
    for (int tile = task * tiles / tasks; tile < (task + 1) * tiles / tasks; ++tile) {
      base::stop_if_requested(stop);
      const int first = tile * kTile;
      const int count = std::min(kTile, tokens - first);
      tensor::Matrix weights = rows.middleCols(first, count);
      if ((weights.array() == 0).all()) continue;
      const tensor::Matrix fused = attention_rows.of(first, count, worker);
      for (int i = 0; i < count; ++i) weights.col(i) /= 1 + fused.row(i).sum();
      sum.noalias() += weights * fused;
      sum.middleCols(first, count) += weights;  // · I
    }
  });
  rows.setZero();
  for (int task = 0; task < tasks; ++task) rows += sums.middleRows(task * each, each);
}

}  // namespace vitviz::nn
