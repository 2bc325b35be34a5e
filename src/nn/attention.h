// SPDX-License-Identifier: Apache-2.0
// Multi-head self-attention (Vaswani et al., 2017): for each head, with its K columns of q, k, v,
//
//   mixed = softmax(q kᵀ / √K + bias) v
//
// Some rows of queries meet some keys at a time, and the softmax is carried on from one part of the
// keys to the next (Dao et al., "FlashAttention", 2022), so that scores never leave the cache and
// memory grows with T and not with T².
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "nn/panels.h"
#include "nn/precision.h"
#include "nn/running_softmax.h"
#include "nn/step_times.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

struct AttentionShape {
  int heads = 1;
  int head_width = 1;  // K
  int keys = 1;        // T, or more where a model has learned keys
};

// The queries [first, first + count) whose mean attention is looked at: CLS or a patch alone, or
// all patches where there is no CLS.
struct ObservedQueries {
  int first = 0;
  int count = 1;
};

// Writes what is added to the scores of some queries and keys of one head: `bias` is
// [queries from first_query on, keys from first_key on].
using ScoreBias =
    std::function<void(int head, int first_query, int first_key, tensor::MatrixRef bias)>;

// What is asked of a block's attention. Rows of q are read where something is asked of them.
struct AttentionCall {
  tensor::ConstMatrixRef q;  // [T, D]
  const ScoreBias& bias;     // may be empty
  std::span<const ObservedQueries> observed;
  // [observed · H, keys]: receives for each of `observed`, head by head, the mean of the queries'
  // softmax rows.
  tensor::MatrixRef attention;
  tensor::MatrixRef mixed;  // [T, D], or of no rows where nothing is to be mixed
};

// The keys and values of one block, as the products read them, and memory for each thread. Made
// once for a forward pass.
class Attention {
 public:
  // Requires: workers >= the size of every pool of threads that is used.
  Attention(const AttentionShape& shape, Precision precision, int workers);
  ~Attention();

  // Rows [first_key, first_key + k.rows()) of the keys and values, [some, D] each; head h has the
  // columns [h·K, (h + 1)·K). Callable for different keys from several threads.
  void set_keys(int first_key, tensor::ConstMatrixRef k);
  void set_values(int first_key, tensor::ConstMatrixRef v);

  [[nodiscard]] int keys() const { return shape_.keys; }

  // `times` may be null.
  void attend(const AttentionCall& call, base::ThreadPool& threads, StepTimes* times = nullptr);

  // The softmax rows of the queries [first, first + rows.rows()) of one head: `rows` is
  // [1 to kMostSoftmaxRows, keys]. Callable from several threads, each with a `worker` of its own.
  static constexpr int kMostSoftmaxRows = PanelProduct::kRows;
  void softmax_rows(tensor::ConstMatrixRef q, const ScoreBias& bias, int head, int first,
                    tensor::MatrixRef rows, int worker);

 private:
  struct Scratch;
  struct Meeting;

  void load_queries(tensor::ConstMatrixRef q, int head, int first, int count,
                    Scratch& scratch) const;
  [[nodiscard]] const std::byte* queries_from(int row, const Scratch& scratch) const;
  std::size_t compute_scores(const Meeting& meeting, const std::byte* queries,
                             const ScoreBias& bias, std::size_t stride, Scratch& scratch) const;
  const void* share_out(std::size_t keys, RunningSoftmax* softmax, float* sums,
                        Scratch& scratch) const;
  void mix_tile(const AttentionCall& call, int head, int first, tensor::MatrixRef mixed,
                Scratch& scratch, StepClock& clock) const;
  void observe(const AttentionCall& call, int head, ObservedQueries part, tensor::VectorRef sum,
               Scratch& scratch) const;
  template <typename Row>
  void for_each_softmax(const Meeting& meeting, tensor::ConstMatrixRef q, const ScoreBias& bias,
                        Scratch& scratch, const Row& take) const;

  AttentionShape shape_;
  const PanelProduct& product_;
  std::vector<Panels> keys_;      // of each head: [K, keys]
  std::vector<Panels> values_;    // of each head: [keys, K]
  std::vector<Scratch> scratch_;  // of each worker
};

}  // namespace vitviz::nn
