// SPDX-License-Identifier: Apache-2.0
#include "nn/attention_tiles.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/stopped.h"

namespace vitviz::nn {
namespace {

constexpr int kTileKeys = 512;

// exp₂(−∞) = 0: masks padding.
constexpr float kNever = -std::numeric_limits<float>::infinity();

std::size_t index(int count) { return static_cast<std::size_t>(count); }

std::size_t round_up(std::size_t count, std::size_t multiple) {
  return (count + multiple - 1) / multiple * multiple;
}

}  // namespace

AttentionTiles::AttentionTiles(const PanelProduct& product, const AttentionShape& shape)
    : product_(product),
      shape_(shape),
      most_keys_(std::max(index(kTileKeys), round_up(index(shape.keys), product.lanes))) {
  const std::size_t depth = round_up(index(shape.head_width), product.group);
  const std::size_t columns = round_up(index(shape.head_width), product.lanes);
  queries_ = allocate_aligned<std::byte>(index(kMostQueries) * depth * product.element_bytes);
  scaled_ = tensor::Vector::Zero(static_cast<Eigen::Index>(depth));
  scores_ = allocate_aligned<float>(index(kTileQueries) * most_keys_);
  elements_ = allocate_aligned<std::byte>(index(kTileQueries * kTileKeys) * product.element_bytes);
  sums_ = allocate_aligned<float>(index(kMostQueries) * columns);
}

void AttentionTiles::write_output(const HeadQueries& queries, const Panels& keys,
                                  const Panels& values, tensor::MatrixRef output,
                                  const StepTimer& timer, const std::stop_token& stop) {
  load(queries, keys.depth());
  const std::size_t columns = values.columns();
  std::fill_n(sums_.get(), index(kMostQueries) * columns, 0.0F);
  softmax_.fill({});
  for (int key = 0; key < shape_.keys; key += kTileKeys) {
    base::stop_if_requested(stop);
    const int tile_keys = std::min(kTileKeys, shape_.keys - key);
    for (int row = 0; row < queries.count; row += kTileQueries) {
      const Tile tile{row, std::min(kTileQueries, queries.count - row), key, tile_keys};
      std::size_t padded_keys = 0;
      const void* weights = nullptr;
      {
        const auto timing = timer.during(Step::kScores);
        padded_keys = compute_scores(queries, tile, keys, kTileKeys);
      }
      {
        const auto timing = timer.during(Step::kSoftmax);
        weights = exponentiate(tile, padded_keys, columns);
      }
      const auto timing = timer.during(Step::kWeightedValues);
      values.add_rows(weights, kTileKeys, index(key), round_up(index(tile_keys), product_.group),
                      sums_.get() + index(row) * columns, columns);
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
  load(queries, keys.depth());
  const Tile tile{0, queries.count, 0, shape_.keys};
  const std::size_t padded_keys = compute_scores(queries, tile, keys, most_keys_);
  for (int row = 0; row < queries.count; ++row) {
    softmax_[index(row)] = {};
    softmax_[index(row)].append(scores_.get() + index(row) * most_keys_, padded_keys);
  }
}

// Scales the queries so that powers of 2 make the softmax. Rows up to a multiple of six are 0.
void AttentionTiles::load(const HeadQueries& queries, std::size_t depth) {
  const int width = shape_.head_width;
  const float scale = std::numbers::log2e_v<float> / std::sqrt(static_cast<float>(width));
  auto scaled = scaled_.head(width);
  for (int row = 0; row < queries.count || row % kTileQueries != 0; ++row) {
    if (row < queries.count) {
      scaled = scale * queries.q.row(queries.first + row).segment(queries.head * width, width);
    } else {
      scaled.setZero();
    }
    product_.round(scaled_.data(), depth,
                   queries_.get() + index(row) * depth * product_.element_bytes);
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
  keys.multiply_columns(rows, depth, first, end, scores_.get(), stride);
  if (queries.bias) add_bias(queries, tile, stride);
  for (int row = 0; row < kTileQueries; ++row) {
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

// Exponentiates six rows of scores, unnormalised; rescales the running sums. Returns the results as
// the product's elements.
const void* AttentionTiles::exponentiate(const Tile& tile, std::size_t padded_keys,
                                         std::size_t columns) {
  const bool rounds = product_.element_bytes != sizeof(float);
  for (std::size_t row = 0; row < kTileQueries; ++row) {
    float* const scores = scores_.get() + row * kTileKeys;
    const std::size_t query = index(tile.first_query) + row;
    const float shrink = softmax_[query].append(scores, padded_keys);
    float* const sums = sums_.get() + query * columns;
    for (std::size_t i = 0; shrink != 1 && i < columns; ++i) sums[i] *= shrink;
    if (rounds) {
      product_.round(scores, padded_keys,
                     elements_.get() + row * kTileKeys * product_.element_bytes);
    }
  }
  return rounds ? static_cast<const void*>(elements_.get()) : scores_.get();
}

}  // namespace vitviz::nn
