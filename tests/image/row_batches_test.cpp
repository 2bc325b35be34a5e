// SPDX-License-Identifier: Apache-2.0
#include "image/row_batches.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "base/stopped.h"
#include "base/thread_pool.h"

namespace vitviz::image {
namespace {

// Fills every row with its number, or fails at one of them.
RowSource numbered_rows(int count, int failing = -1) {
  return [=](RowSink& rows) {
    for (int y = 0; y < count; ++y) {
      if (y == failing) throw std::runtime_error("broken");
      const auto row = rows.next_row();
      std::fill(row.begin(), row.end(), static_cast<std::uint8_t>(y % 251));
    }
  };
}

void run(RowBatches& batches, const RowSource& decode, base::ThreadPool& threads) {
  threads.parallel_for(threads.size(), [&](int task, int) {
    task == 0 ? batches.fill(decode) : batches.use_until_filled();
  });
}

TEST_CASE("every row is used once, with what was written to it") {
  for (const int count : {1, 2, 3, 8}) {
    for (const int height : {1, 31, 32, 33, 64, 1000}) {
      CAPTURE(count);
      CAPTURE(height);
      base::ThreadPool threads(count);
      std::vector<std::atomic<int>> used(static_cast<std::size_t>(height));
      std::atomic<int> wrong = 0;
      RowBatches batches({5, height}, count,
                         [&](int y, std::span<std::uint8_t> row) {
                           ++used[static_cast<std::size_t>(y)];
                           const bool is_right =
                               row.size() == 15 &&
                               std::all_of(row.begin(), row.end(),
                                           [y](std::uint8_t value) { return value == y % 251; });
                           wrong += is_right ? 0 : 1;
                         },
                         {});
      run(batches, numbered_rows(height), threads);
      CHECK(wrong == 0);
      CHECK(std::all_of(used.begin(), used.end(), [](const auto& times) { return times == 1; }));
    }
  }
}

TEST_CASE("where decoding fails, nobody waits for the rest") {
  for (const int count : {1, 2, 8}) {
    base::ThreadPool threads(count);
    RowBatches batches({5, 500}, count, [](int, std::span<std::uint8_t>) {}, {});
    CHECK_THROWS_WITH_AS(run(batches, numbered_rows(500, 400), threads), "broken",
                         std::runtime_error);
  }
}

TEST_CASE("a stop ends those that decode, and those that wait for rows that never come") {
  for (const int count : {1, 2, 8}) {
    std::stop_source source;
    base::ThreadPool threads(count, source.get_token());
    int filled = 0;
    RowBatches batches(
        {5, 500}, count, [](int, std::span<std::uint8_t>) {}, source.get_token());
    CHECK_THROWS_AS(run(
                        batches,
                        [&](RowSink& rows) {
                          while (true) {
                            static_cast<void>(rows.next_row());
                            if (++filled == 50) source.request_stop();
                          }
                        },
                        threads),
                    base::Stopped);
    CHECK(filled == 50);
    CHECK_THROWS_AS(batches.use_until_filled(), base::Stopped);
  }
}

TEST_CASE("memory does not grow with the photo's height") {
  CHECK(RowBatches::bytes_for({100, 16}, 4) == 100 * 16 * 3);
  CHECK(RowBatches::bytes_for({100, 10'000}, 4) == RowBatches::bytes_for({100, 1'000'000}, 4));
}

}  // namespace
}  // namespace vitviz::image
