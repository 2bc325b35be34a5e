// SPDX-License-Identifier: Apache-2.0
#include "nn/attention.h"

#include <algorithm>

#include "base/check.h"
#include "base/stopped.h"
#include "nn/panel_rows.h"

namespace vitviz::nn {
namespace {

std::size_t index(int count) { return static_cast<std::size_t>(count); }

}  // namespace

Attention::Attention(const AttentionShape& shape, Precision precision, int workers)
    : shape_(shape), product_(panel_product(precision)) {
  for (int head = 0; head < shape.heads; ++head) {
    keys_.emplace_back(product_, index(shape.head_width), index(shape.keys));
    values_.emplace_back(product_, index(shape.keys), index(shape.head_width));
  }
  for (int worker = 0; worker < workers; ++worker) tiles_.emplace_back(product_, shape);
}

void Attention::set_keys(int first_key, tensor::ConstMatrixRef k) {
  for (int head = 0; head < shape_.heads; ++head) {
    keys_[index(head)].set_columns(index(first_key), static_cast<std::size_t>(k.rows()),
                                   panel_rows(product_, columns_of(k, head)));
  }
}

void Attention::set_values(int first_key, tensor::ConstMatrixRef v) {
  for (int head = 0; head < shape_.heads; ++head) {
    values_[index(head)].set_rows(index(first_key), static_cast<std::size_t>(v.rows()),
                                  panel_rows(product_, columns_of(v, head)),
                                  index(shape_.head_width));
  }
}

// The head's columns of [some, D].
tensor::ConstMatrixRef Attention::columns_of(tensor::ConstMatrixRef all, int head) const {
  return all.middleCols(head * shape_.head_width, shape_.head_width);
}

void Attention::attend(const AttentionCall& call, base::ThreadPool& threads,
                       const std::stop_token& stop, StepTimes* times) {
  const int heads = shape_.heads;
  const int most_queries = tiles_.front().most_queries();
  const auto queries = static_cast<int>(call.output.rows());
  const int strips = (queries + most_queries - 1) / most_queries;
  ObservedParts observed(call.observed, heads, call.weights);
  threads.parallel_for(observed.tasks() + heads * strips, [&](int task, int worker) {
    base::stop_if_requested(stop);
    const StepTimer timer(times, worker);
    AttentionTiles& tiles = tiles_[index(worker)];
    if (task < observed.tasks()) {
      const auto timing = timer.during(Step::kCapture);
      const int head = observed.head_of(task);
      observed.observe(task, [&](int first, int count) -> const AttentionTiles& {
        base::stop_if_requested(stop);
        tiles.compute_weights({call.q, call.bias, head, first, count}, keys_[index(head)]);
        return tiles;
      });
    } else {
      const int head = (task - observed.tasks()) / strips;
      const int first = (task - observed.tasks()) % strips * most_queries;
      tiles.write_output({call.q, call.bias, head, first, std::min(most_queries, queries - first)},
                         keys_[index(head)], values_[index(head)], call.output, timer, stop);
    }
  });
  observed.finish();
}

void Attention::softmax_rows(tensor::ConstMatrixRef q, const ScoreBias& bias, int head, int first,
                             tensor::MatrixRef rows, int worker) {
  const auto count = static_cast<int>(rows.rows());
  VITVIZ_CHECK(count >= 1 && count <= kMostSoftmaxRows && rows.cols() == shape_.keys);
  AttentionTiles& tiles = tiles_[index(worker)];
  tiles.compute_weights({q, bias, head, first, count}, keys_[index(head)]);
  for (int row = 0; row < count; ++row) rows.row(row) = tiles.weights(row);
}

}  // namespace vitviz::nn
