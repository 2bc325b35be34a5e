// SPDX-License-Identifier: Apache-2.0
#include "nn/attention.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/check.h"
#include "nn/running_softmax.h"

namespace vitviz::nn {
namespace {

constexpr int kRows = PanelProduct::kRows;
// A tile's queries meet a block of keys together: keys and values come from the second-level cache
// once for all of them, and the scores of six queries stay in the first.
constexpr int kQueriesPerTile = 8 * kRows;
constexpr int kKeysPerBlock = 512;
// The observed queries of a head are shared out to at most so many tasks.
constexpr int kObservingTasks = 8;

// A score that has no share.
constexpr float kNever = -std::numeric_limits<float>::infinity();

int divide_up(int count, int size) { return (count + size - 1) / size; }

std::size_t index(int count) { return static_cast<std::size_t>(count); }

std::size_t round_up(std::size_t count, std::size_t multiple) {
  return (count + multiple - 1) / multiple * multiple;
}

int count_of_parts(const ObservedQueries& observed) {
  return std::min(divide_up(observed.count, kRows), kObservingTasks);
}

// What each task observes, all parts of the first before those of the second.
std::vector<ObservedQueries> parts_of(std::span<const ObservedQueries> observed) {
  std::vector<ObservedQueries> parts;
  for (const ObservedQueries& all : observed) {
    const int groups = divide_up(all.count, kRows);
    const int count = count_of_parts(all);
    for (int part = 0; part < count; ++part) {
      const int first = part * groups / count * kRows;
      const int end = std::min((part + 1) * groups / count * kRows, all.count);
      parts.push_back({all.first + first, end - first});
    }
  }
  return parts;
}

}  // namespace

struct Attention::Scratch {
  Scratch(const PanelProduct& product, std::size_t depth, std::size_t columns, std::size_t keys)
      : queries(hwy::AllocateAligned<std::byte>(kQueriesPerTile * depth * product.element_bytes)),
        scaled(tensor::Vector::Zero(static_cast<Eigen::Index>(depth))),
        scores(hwy::AllocateAligned<float>(kRows * keys)),
        shares(hwy::AllocateAligned<std::byte>(kRows * kKeysPerBlock * product.element_bytes)),
        sums(hwy::AllocateAligned<float>(kQueriesPerTile * columns)) {}

  hwy::AlignedFreeUniquePtr<std::byte[]> queries;  // [48, K] elements
  tensor::Vector scaled;                           // [K], and 0 up to the depth of the keys
  hwy::AlignedFreeUniquePtr<float[]> scores;       // [6, keys]
  hwy::AlignedFreeUniquePtr<std::byte[]> shares;   // [6, 512] elements
  hwy::AlignedFreeUniquePtr<float[]> sums;         // [48, K]
  tensor::Matrix bias;                             // [6, keys]
};

// Six queries of a head, of which `count` exist, and the keys they meet.
struct Attention::Meeting {
  int head, first_query, count, first_key, keys;
};

Attention::Attention(const AttentionShape& shape, Precision precision, int workers)
    : shape_(shape), product_(panel_product(precision)) {
  const std::size_t width = index(shape.head_width);
  const std::size_t keys = index(shape.keys);
  for (int head = 0; head < shape.heads; ++head) {
    keys_.emplace_back(product_, width, keys);
    values_.emplace_back(product_, keys, width);
  }
  const std::size_t padded_keys = std::max<std::size_t>(kKeysPerBlock, keys_.front().columns());
  for (int worker = 0; worker < workers; ++worker) {
    scratch_.emplace_back(product_, keys_.front().depth(), values_.front().columns(), padded_keys);
  }
}

Attention::~Attention() = default;

void Attention::set_keys(int first_key, tensor::ConstMatrixRef k) {
  const std::size_t width = index(shape_.head_width);
  std::vector<float> elements(width);
  for (int row = 0; row < k.rows(); ++row) {
    for (int head = 0; head < shape_.heads; ++head) {
      product_.round(k.row(row).data() + head * shape_.head_width, width, elements.data());
      keys_[index(head)].set_column(index(first_key + row), elements.data(), width);
    }
  }
}

void Attention::set_values(int first_key, tensor::ConstMatrixRef v) {
  const std::size_t width = index(shape_.head_width);
  std::vector<float> elements(width);
  for (int row = 0; row < v.rows(); ++row) {
    for (int head = 0; head < shape_.heads; ++head) {
      product_.round(v.row(row).data() + head * shape_.head_width, width, elements.data());
      values_[index(head)].set_row(index(first_key + row), elements.data(), width);
    }
  }
}

// Rows [first, first + count) of the head's queries, scaled so that powers of 2 make the softmax;
// rows up to a multiple of six are 0.
void Attention::load_queries(tensor::ConstMatrixRef q, int head, int first, int count,
                             Scratch& scratch) const {
  const std::size_t depth = keys_.front().depth();
  const float scale =
      std::numbers::log2e_v<float> / std::sqrt(static_cast<float>(shape_.head_width));
  auto scaled = scratch.scaled.head(shape_.head_width);
  for (int row = 0; row < divide_up(count, kRows) * kRows; ++row) {
    if (row < count) {
      scaled = scale * q.row(first + row).segment(head * shape_.head_width, shape_.head_width);
    } else {
      scaled.setZero();
    }
    product_.round(scratch.scaled.data(), depth,
                   scratch.queries.get() + index(row) * depth * product_.element_bytes);
  }
}

const std::byte* Attention::queries_from(int row, const Scratch& scratch) const {
  return scratch.queries.get() + index(row) * keys_.front().depth() * product_.element_bytes;
}

// The scores of six queries and some keys, times log2(e), padded with kNever. Returns their number
// for each query.
std::size_t Attention::compute_scores(const Meeting& meeting, const std::byte* queries,
                                      const ScoreBias& bias, std::size_t stride,
                                      Scratch& scratch) const {
  const Panels& keys = keys_[index(meeting.head)];
  const std::size_t first = index(meeting.first_key);
  const std::size_t end =
      std::min(first + round_up(index(meeting.keys), product_.panel_columns), keys.columns());
  keys.multiply_columns(queries, keys.depth(), first, end, scratch.scores.get(), stride);
  if (bias) {
    scratch.bias.resize(meeting.count, meeting.keys);
    bias(meeting.head, meeting.first_query, meeting.first_key, scratch.bias);
    for (int row = 0; row < meeting.count; ++row) {
      Eigen::Map<tensor::Vector>(scratch.scores.get() + index(row) * stride, meeting.keys) +=
          std::numbers::log2e_v<float> * scratch.bias.row(row);
    }
  }
  for (int row = 0; row < kRows; ++row) {
    float* const scores = scratch.scores.get() + index(row) * stride;
    std::fill(scores + meeting.keys, scores + (end - first), kNever);
  }
  return end - first;
}

// Turns the scores of six queries into shares, but for the sum, and shrinks what the queries have
// gathered so far to the same measure. Returns the shares as elements.
const void* Attention::share_out(std::size_t keys, RunningSoftmax* softmax, float* sums,
                                 Scratch& scratch) const {
  const std::size_t columns = values_.front().columns();
  const bool rounded = product_.element_bytes != sizeof(float);
  for (std::size_t row = 0; row < kRows; ++row) {
    float* const scores = scratch.scores.get() + row * kKeysPerBlock;
    const float shrink = softmax[row].append(scores, keys);
    for (std::size_t i = 0; shrink != 1 && i < columns; ++i) sums[row * columns + i] *= shrink;
    if (rounded) {
      product_.round(scores, keys,
                     scratch.shares.get() + row * kKeysPerBlock * product_.element_bytes);
    }
  }
  if (rounded) return scratch.shares.get();
  return scratch.scores.get();
}

void Attention::mix_tile(const AttentionCall& call, int head, int first, tensor::MatrixRef mixed,
                         Scratch& scratch, StepClock& clock) const {
  const int count = std::min(kQueriesPerTile, static_cast<int>(call.q.rows()) - first);
  load_queries(call.q, head, first, count, scratch);
  const Panels& values = values_[index(head)];
  const std::size_t columns = values.columns();
  std::fill_n(scratch.sums.get(), kQueriesPerTile * columns, 0.0F);
  std::array<RunningSoftmax, kQueriesPerTile> softmax = {};

  for (int key = 0; key < shape_.keys; key += kKeysPerBlock) {
    const int keys = std::min(kKeysPerBlock, shape_.keys - key);
    const std::size_t depth = round_up(index(keys), product_.group);
    for (int row = 0; row < count; row += kRows) {
      const Meeting meeting{head, first + row, std::min(kRows, count - row), key, keys};
      float* const sums = scratch.sums.get() + index(row) * columns;
      const std::size_t padded =
          compute_scores(meeting, queries_from(row, scratch), call.bias, kKeysPerBlock, scratch);
      clock.done(Step::kScores);
      const void* shares = share_out(padded, &softmax[index(row)], sums, scratch);
      clock.done(Step::kSoftmax);
      values.add_rows(shares, kKeysPerBlock, index(key), depth, sums, columns);
      clock.done(Step::kMixing);
    }
  }
  for (int row = 0; row < count; ++row) {
    const float* const sums = scratch.sums.get() + index(row) * columns;
    mixed.row(first + row).segment(head * shape_.head_width, shape_.head_width) =
        Eigen::Map<const tensor::Vector>(sums, shape_.head_width) * (1 / softmax[index(row)].sum);
  }
}

// Calls take(row, softmax [keys]) for each query of the meeting.
template <typename Row>
void Attention::for_each_softmax(const Meeting& meeting, tensor::ConstMatrixRef q,
                                 const ScoreBias& bias, Scratch& scratch, const Row& take) const {
  const std::size_t stride = keys_.front().columns();
  load_queries(q, meeting.head, meeting.first_query, meeting.count, scratch);
  const std::size_t padded =
      compute_scores(meeting, queries_from(0, scratch), bias, stride, scratch);
  for (int row = 0; row < meeting.count; ++row) {
    float* const scores = scratch.scores.get() + index(row) * stride;
    RunningSoftmax softmax;
    softmax.append(scores, padded);
    take(row, Eigen::Map<tensor::Vector>(scores, shape_.keys) / softmax.sum);
  }
}

// Adds the softmax rows of some observed queries of a head to `sum` [keys].
void Attention::observe(const AttentionCall& call, int head, ObservedQueries part,
                        tensor::VectorRef sum, Scratch& scratch) const {
  for (int done = 0; done < part.count; done += kRows) {
    const int count = std::min(kRows, part.count - done);
    for_each_softmax({head, part.first + done, count, 0, shape_.keys}, call.q, call.bias, scratch,
                     [&](int, const auto& softmax) { sum += softmax; });
  }
}

void Attention::softmax_rows(tensor::ConstMatrixRef q, const ScoreBias& bias, int head, int first,
                             tensor::MatrixRef rows, int worker) {
  const auto count = static_cast<int>(rows.rows());
  VITVIZ_CHECK(count >= 1 && count <= kMostSoftmaxRows && rows.cols() == shape_.keys);
  for_each_softmax({head, first, count, 0, shape_.keys}, q, bias, scratch_[index(worker)],
                   [&](int row, const auto& softmax) { rows.row(row) = softmax; });
}

void Attention::attend(const AttentionCall& call, base::ThreadPool& threads, StepTimes* times) {
  const int heads = shape_.heads;
  const int tiles = divide_up(static_cast<int>(call.mixed.rows()), kQueriesPerTile);
  const std::vector<ObservedQueries> parts = parts_of(call.observed);
  const auto observing = heads * static_cast<int>(parts.size());
  tensor::Matrix sums = tensor::Matrix::Zero(observing, shape_.keys);
  tensor::MatrixRef mixed = call.mixed;
  threads.parallel_for(observing + heads * tiles, [&](int task, int worker) {
    StepClock clock(times, worker);
    Scratch& scratch = scratch_[index(worker)];
    const int tile = task - observing;
    if (tile >= 0) {
      mix_tile(call, tile / tiles, tile % tiles * kQueriesPerTile, mixed, scratch, clock);
    } else {
      observe(call, task % heads, parts[index(task / heads)], sums.row(task), scratch);
      clock.done(Step::kCapture);
    }
  });
  tensor::MatrixRef attention = call.attention;
  int part = 0;
  for (std::size_t i = 0; i < call.observed.size(); ++i) {
    auto rows = attention.middleRows(static_cast<int>(i) * heads, heads);
    rows.setZero();
    const int end = part + count_of_parts(call.observed[i]);
    for (; part < end; ++part) rows += sums.middleRows(part * heads, heads);
    rows /= static_cast<float>(call.observed[i].count);
  }
}

}  // namespace vitviz::nn
