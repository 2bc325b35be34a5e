// SPDX-License-Identifier: Apache-2.0
// Shares out the tokens of an image to threads: between two attentions each is computed alone.
#pragma once

#include <algorithm>
#include <cstdint>
#include <stop_token>

#include "base/stopped.h"
#include "base/thread_pool.h"
#include "nn/matrix_product.h"
#include "nn/precision.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// The tokens [first, first + count).
struct TokenRows {
  int first = 0;
  int count = 0;

  // These rows of a matrix [T, any].
  template <typename Matrix>
  [[nodiscard]] auto of(Matrix& matrix) const {
    return matrix.middleRows(first, count);
  }
};

[[nodiscard]] inline TokenRows intersection(TokenRows a, TokenRows b) {
  const int first = std::max(a.first, b.first);
  const int end = std::min(a.first + a.count, b.first + b.count);
  return {first, std::max(0, end - first)};
}

// How many of `rows` are among the first `tokens`.
[[nodiscard]] inline int rows_before(int tokens, TokenRows rows) {
  return std::clamp(tokens - rows.first, 0, rows.count);
}

// A part of for_each_rows() has at most so many tokens.
[[nodiscard]] inline int most_rows(nn::Precision precision) {
  return 3 * nn::row_parts(precision).usual;
}

// Calls task(rows, worker) for all tokens in parts of nearly equal size, as many for each thread.
// Products of this precision are the same, to the last bit, in whatever parts. Throws Stopped.
template <typename Task>
void for_each_rows(int tokens, nn::Precision precision, base::ThreadPool& threads,
                   const std::stop_token& stop, const Task& task) {
  const auto [unit, usual] = nn::row_parts(precision);
  const int parts = std::max(1, tokens / (threads.size() * usual)) * threads.size();
  const std::int64_t units = (tokens + unit - 1) / unit;
  const auto begin = [=, unit = unit](int part) {
    return static_cast<int>(std::min<std::int64_t>(units * part / parts * unit, tokens));
  };
  threads.parallel_for(parts, [&](int part, int worker) {
    base::stop_if_requested(stop);
    const TokenRows rows{begin(part), begin(part + 1) - begin(part)};
    if (rows.count > 0) task(rows, worker);
  });
}

}  // namespace vitviz::model
