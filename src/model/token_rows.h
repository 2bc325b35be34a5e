// SPDX-License-Identifier: Apache-2.0
// Shares out the tokens of an image to threads: between two attentions each is computed alone.
#pragma once

#include <algorithm>

#include "base/thread_pool.h"

namespace vitviz::model {

// The tokens [first, first + count).
struct TokenRows {
  int first = 0;
  int count = 0;
};

[[nodiscard]] inline TokenRows intersection(TokenRows a, TokenRows b) {
  const int first = std::max(a.first, b.first);
  const int end = std::min(a.first + a.count, b.first + b.count);
  return {first, std::max(0, end - first)};
}

// So many rows reuse each weight from the cache, and their hidden layer stays in it.
inline constexpr int kMostRows = 64;

// Calls task(rows, worker) for all tokens in parts of nearly equal size. How many parts there are
// depends on `tokens` alone, so the results are the same for any number of threads; it is a
// multiple of 4, so that few threads end at the same time.
template <typename Task>
void for_each_rows(int tokens, base::ThreadPool& threads, const Task& task) {
  constexpr int kMultiple = 4;
  const int parts = (tokens + kMultiple * kMostRows - 1) / (kMultiple * kMostRows) * kMultiple;
  const int size = (tokens + parts - 1) / parts;
  threads.parallel_for(parts, [&](int part, int worker) {
    const int first = part * size;
    const TokenRows rows{first, std::min(size, tokens - first)};
    if (rows.count > 0) task(rows, worker);
  });
}

}  // namespace vitviz::model
