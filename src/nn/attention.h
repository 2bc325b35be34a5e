// SPDX-License-Identifier: Apache-2.0
// Multi-head self-attention (Vaswani et al., 2017): for each head, with its K columns of q, k, v,
//
//   attention output = softmax(q kᵀ / √K + bias) v
//
// It is computed tile by tile, and the softmax is carried on from one tile to the next (Dao et al.,
// "FlashAttention", 2022), so that scores never leave the cache and memory grows with T and not
// with T².
#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "base/thread_pool.h"
#include "nn/attention_tiles.h"
#include "nn/observed_parts.h"
#include "nn/panels.h"
#include "nn/precision.h"
#include "nn/score_bias.h"
#include "nn/step_times.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// What is asked of a block's attention. Rows of q are read where something is asked of them.
struct AttentionCall {
  tensor::ConstMatrixRef q;  // [T, D]
  const ScoreBias& bias;     // may be empty
  std::span<const ObservedQueries> observed;
  // [observed · H, keys]: receives for each of `observed`, head by head, the mean of the queries'
  // softmax weights.
  tensor::MatrixRef weights;
  tensor::MatrixRef output;  // [T, D], or of no rows where only the weights are wanted
};

// The keys and values of one block, as the products read them, and memory for each thread. Made
// once for a forward pass.
class Attention {
 public:
  // Requires: workers >= the size of every pool of threads that is used.
  Attention(const AttentionShape& shape, Precision precision, int workers);

  // Rows [first_key, first_key + k.rows()) of the keys and values, [some, D] each; head h has the
  // columns [h·K, (h + 1)·K). Callable for different keys from several threads.
  void set_keys(int first_key, tensor::ConstMatrixRef k);
  void set_values(int first_key, tensor::ConstMatrixRef v);

  [[nodiscard]] int keys() const { return shape_.keys; }

  // `times` may be null. Throws Stopped soon after a stop is requested.
  void attend(const AttentionCall& call, base::ThreadPool& threads,
              const std::stop_token& stop = {}, StepTimes* times = nullptr);

  // The softmax weights of the queries [first, first + rows.rows()) of one head: `rows` is
  // [1 to kMostSoftmaxRows, keys]. Callable from several threads, each with a `worker` of its own.
  static constexpr int kMostSoftmaxRows = AttentionTiles::kMostObserved;
  void softmax_rows(tensor::ConstMatrixRef q, const ScoreBias& bias, int head, int first,
                    tensor::MatrixRef rows, int worker);

 private:
  [[nodiscard]] tensor::ConstMatrixRef columns_of(tensor::ConstMatrixRef all, int head) const;

  AttentionShape shape_;
  const PanelProduct& product_;
  std::vector<Panels> keys_;           // of each head: [K, keys]
  std::vector<Panels> values_;         // of each head: [keys, K]
  std::vector<AttentionTiles> tiles_;  // of each worker
};

}  // namespace vitviz::nn
