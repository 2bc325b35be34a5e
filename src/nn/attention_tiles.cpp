// SPDX-License-Identifier: Apache-2.0
#include "nn/attention_tiles.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/stopped.h"
#include "nn/round_up.h"

namespace vitviz::nn {
namespace {

constexpr int kMostTileKeys = 512;
constexpr int kMostTileScores = 8192;  // 32 KiB
constexpr int kQueries = 48;           // that share a tile's keys and values, or a few more

// exp₂(−∞) = 0: masks padding.
constexpr float kNever = -std::numeric_limits<float>::infinity();

std::size_t index(int count) { return static_cast<std::size_t>(count); }

}  // namespace

AttentionTiles::AttentionTiles(const PanelProduct& product, const AttentionShape& shape)
    : product_(product),
      shape_(shape),
      tile_queries_(static_cast<int>(product.rows)),
      tile_keys_(std::min(kMostTileKeys, kMostTileScores / tile_queries_)),
      most_queries_(static_cast<int>(round_up(index(kQueries), product.rows))),
      observed_keys_(round_up(index(shape.keys), product.panel_columns)) {
  const std::size_t observed = round_up(index(kMostObserved), product.row_step) * observed_keys_;
  const std::size_t tile = index(tile_queries_) * index(tile_keys_);
  const std::size_t depth = round_up(index(shape.head_width), product.depth_step);
  const std::size_t columns = round_up(index(shape.head_width), product.lanes);
  queries_ = allocate_aligned<std::byte>(index(most_queries_) * depth * product.element_bytes);
  scaled_ = tensor::Vector::Zero(static_cast<Eigen::Index>(depth));
  scores_ = allocate_aligned<float>(std::max(tile, observed));
  elements_ = allocate_aligned<std::byte>(tile * product.element_bytes);
  // Rows that pad a tile are multiplied too.
  std::fill_n(elements_.get(), tile * product.element_bytes, std::byte{0});
  sums_ = allocate_aligned<float>(index(most_queries_) * columns);
  softmax_.resize(index(most_queries_));
}

void AttentionTiles::write_output(const HeadQueries& queries, const Panels& keys,
                                  const Panels& values, tensor::MatrixRef output,
                                  const StepTimer& timer, const std::stop_token& stop) {
  const PanelProducts products(product_);
  load(queries, keys.depth());
  const std::size_t columns = values.columns();
  std::fill_n(sums_.get(), index(most_queries_) * columns, 0.0F);
  std::fill(softmax_.begin(), softmax_.end(), RunningSoftmax());
  for (int key = 0; key < shape_.keys; key += tile_keys_) {
    base::stop_if_requested(stop);
    const int tile_keys = std::min(tile_keys_, shape_.keys - key);
    for (int row = 0; row < queries.count; row += tile_queries_) {
      const Tile tile{row, std::min(tile_queries_, queries.count - row), key, tile_keys};
      std::size_t padded_keys = 0;
      const void* weights = nullptr;
      {
        const auto timing = timer.during(Step::kScores);
        padded_keys = compute_scores(queries, tile, keys, index(tile_keys_));
      }
      {
        const auto timing = timer.during(Step::kSoftmax);
        weights = exponentiate(tile, padded_keys, columns);
      }
      const auto timing = timer.during(Step::kWeightedValues);
      values.add_rows({weights, index(tile_keys_), padded_rows(tile)}, index(key),
                      round_up(index(tile_keys), product_.depth_step),
                      {sums_.get() + index(row) * columns, columns});
    }
  }
  const int width = shape_.head_width;
  for (int row = 0; row < queries.count; ++row) {
    output.row(queries.first + row).segment(queries.head * width, width) =
        Eigen::Map<const tensor::Vector>(sums_.get() + index(row) * columns, width) *
        (1 / softmax_[index(row)].sum);
  }
}

void AttentionTiles::compute_weights(const HeadQueries& queries, const Panels& keys) {
  const PanelProducts products(product_);
  load(queries, keys.depth());
  const Tile tile{0, queries.count, 0, shape_.keys};
  const std::size_t padded_keys = compute_scores(queries, tile, keys, observed_keys_);
  for (int row = 0; row < queries.count; ++row) {
    softmax_[index(row)] = {};
    softmax_[index(row)].append(scores_.get() + index(row) * observed_keys_, padded_keys);
  }
}

std::size_t AttentionTiles::padded_rows(const Tile& tile) const {
  return round_up(index(tile.queries), product_.row_step);
}

// Scales the queries so that powers of 2 make the softmax. Rows that pad the last tile are 0.
void AttentionTiles::load(const HeadQueries& queries, std::size_t depth) {
  const int width = shape_.head_width;
  const float scale = std::numbers::log2e_v<float> / std::sqrt(static_cast<float>(width));
  auto scaled = scaled_.head(width);
  for (std::size_t row = 0; row < round_up(index(queries.count), product_.row_step); ++row) {
    if (row < index(queries.count)) {
      scaled =
          scale *
          queries.q.row(queries.first + static_cast<int>(row)).segment(queries.head * width, width);
    } else {
      scaled.setZero();
    }
    product_.round(scaled_.data(), depth, queries_.get() + row * depth * product_.element_bytes);
  }
}

// The scores of a tile, times log2(e), in rows of scores_ that are `stride` apart, padded with
// kNever. Returns the number of each row.
std::size_t AttentionTiles::compute_scores(const HeadQueries& queries, const Tile& tile,
                                           const Panels& keys, std::size_t stride) {
  const std::size_t depth = keys.depth();
  const std::size_t first = index(tile.first_key);
  const std::size_t end =
      std::min(first + round_up(index(tile.keys), product_.panel_columns), keys.columns());
  const std::byte* const rows =
      queries_.get() + index(tile.first_query) * depth * product_.element_bytes;
  keys.multiply_columns({rows, depth, padded_rows(tile)}, first, end, {scores_.get(), stride});
  if (queries.bias) add_bias(queries, tile, stride);
  for (int row = 0; row < tile.queries; ++row) {
    float* const scores = scores_.get() + index(row) * stride;
    std::fill(scores + tile.keys, scores + (end - first), kNever);
  }
  return end - first;
}

void AttentionTiles::add_bias(const HeadQueries& queries, const Tile& tile, std::size_t stride) {
  bias_.resize(tile.queries, tile.keys);
  queries.bias(queries.head, queries.first + tile.first_query, tile.first_key, bias_);
  for (int row = 0; row < tile.queries; ++row) {
    Eigen::Map<tensor::Vector>(scores_.get() + index(row) * stride, tile.keys) +=
        std::numbers::log2e_v<float> * bias_.row(row);
  }
}

// Replaces the scores of a tile by softmax weights, relative to the softmax so far. Returns them as
// the product's elements.
const void* AttentionTiles::exponentiate(const Tile& tile, std::size_t padded_keys,
                                         std::size_t columns) {
  const bool rounds = product_.element_bytes != sizeof(float);
  for (std::size_t row = 0; row < index(tile.queries); ++row) {
    float* const scores = scores_.get() + row * index(tile_keys_);
    auto* const rounded =
        reinterpret_cast<std::uint16_t*>(elements_.get()) + row * index(tile_keys_);
    const std::size_t query = index(tile.first_query) + row;
    const float shrink = rounds ? softmax_[query].append_rounded(scores, padded_keys, rounded)
                                : softmax_[query].append(scores, padded_keys);
    float* const sums = sums_.get() + query * columns;
    for (std::size_t i = 0; shrink != 1 && i < columns; ++i) sums[i] *= shrink;
  }
  return rounds ? static_cast<const void*>(elements_.get()) : scores_.get();
}

}  // namespace vitviz::nn
