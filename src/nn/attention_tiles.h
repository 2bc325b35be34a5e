// SPDX-License-Identifier: Apache-2.0
// What one thread computes of attention. A tile is as many queries of one head as a product takes
// at a time × a range of keys: its scores stay in the nearest cache from the product that makes
// them to the one that uses their softmax weights.
#pragma once

#include <cstddef>
#include <stop_token>
#include <vector>

#include "nn/aligned_array.h"
#include "nn/panels.h"
#include "nn/running_softmax.h"
#include "nn/score_bias.h"
#include "nn/step_times.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

struct AttentionShape {
  int heads = 1;
  int head_width = 1;  // K
  int keys = 1;        // T, or more where a model has learned keys
};

// The queries [first, first + count) of one head.
struct HeadQueries {
  tensor::ConstMatrixRef q;  // [T, D], every head's columns side by side
  const ScoreBias& bias;     // may be empty
  int head = 0;
  int first = 0;
  int count = 1;
};

class AttentionTiles {
 public:
  static constexpr int kMostObserved = 6;  // queries whose weights are computed at a time

  AttentionTiles(const PanelProduct& product, const AttentionShape& shape);

  // So many queries take each tile's keys and values together, which then come from the
  // second-level cache once for all of them.
  [[nodiscard]] int most_queries() const { return most_queries_; }

  // Writes softmax(q kᵀ / √K + bias) v of up to most_queries() queries to their rows and the head's
  // columns of `output` [T, D]. `keys` are the head's [K, keys] and `values` [keys, K].
  // Throws Stopped.
  void write_output(const HeadQueries& queries, const Panels& keys, const Panels& values,
                    tensor::MatrixRef output, const StepTimer& timer, const std::stop_token& stop);

  // Computes the softmax weights of up to kMostObserved queries. weights(i) is then [keys], those
  // of query first + i, until the next call.
  void compute_weights(const HeadQueries& queries, const Panels& keys);
  [[nodiscard]] auto weights(int i) const {
    const float* const row = scores_.get() + static_cast<std::size_t>(i) * observed_keys_;
    return Eigen::Map<const tensor::Vector>(row, shape_.keys) /
           softmax_[static_cast<std::size_t>(i)].sum;
  }

 private:
  // Its first query is counted from the first that is loaded.
  struct Tile {
    int first_query, queries, first_key, keys;
  };

  void load(const HeadQueries& queries, std::size_t depth);
  std::size_t compute_scores(const HeadQueries& queries, const Tile& tile, const Panels& keys,
                             std::size_t stride);
  void add_bias(const HeadQueries& queries, const Tile& tile, std::size_t stride);
  const void* exponentiate(const Tile& tile, std::size_t padded_keys, std::size_t columns);
  [[nodiscard]] std::size_t padded_rows(const Tile& tile) const;

  const PanelProduct& product_;
  AttentionShape shape_;
  int tile_queries_;                     // of a tile, at most
  int tile_keys_;                        // likewise
  int most_queries_;                     // of write_output()
  std::size_t observed_keys_;            // of a row of scores in compute_weights()
  AlignedArray<std::byte> queries_;      // [most_queries_, K] elements
  tensor::Vector scaled_;                // [K], and 0 up to the depth of the keys
  AlignedArray<float> scores_;           // [tile_queries_, tile_keys_] or [observed, keys]
  AlignedArray<std::byte> elements_;     // [tile_queries_, tile_keys_]: weights, where they round
  AlignedArray<float> sums_;             // [most_queries_, K]: of weighted values
  std::vector<RunningSoftmax> softmax_;  // of each query
  tensor::Matrix bias_;                  // as scores_
};

}  // namespace vitviz::nn
