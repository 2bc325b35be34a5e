// SPDX-License-Identifier: Apache-2.0
#include "model/token_rows.h"

#include <mutex>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::model {
namespace {

TEST_CASE("intersection: what is in both, or nothing") {
  for (int a = 0; a < 5; ++a) {
    for (int b = 0; b < 5; ++b) {
      const TokenRows both = intersection({a, 3}, {b, 2});
      int shared = 0;
      for (int i = 0; i < 10; ++i) {
        const bool in_both = i >= a && i < a + 3 && i >= b && i < b + 2;
        shared += in_both ? 1 : 0;
        CHECK(in_both == (i >= both.first && i < both.first + both.count));
      }
      CHECK(both.count == shared);
    }
  }
}

TEST_CASE("rows_before: how many of the rows are prefix tokens") {
  CHECK(rows_before(5, {0, 3}) == 3);
  CHECK(rows_before(5, {0, 9}) == 5);
  CHECK(rows_before(5, {4, 9}) == 1);
  CHECK(rows_before(5, {5, 9}) == 0);
  CHECK(rows_before(5, {8, 9}) == 0);
  CHECK(rows_before(0, {0, 9}) == 0);
}

void check_parts(nn::Precision precision) {
  for (const int thread_count : {1, 2, 3, 5}) {
    base::ThreadPool threads(thread_count);
    for (const int tokens : {1, 2, 47, 64, 65, 197, 1025, 4097}) {
      CAPTURE(thread_count);
      CAPTURE(tokens);
      std::vector<int> times(static_cast<std::size_t>(tokens), 0);
      std::mutex mutex;
      for_each_rows(tokens, precision, threads, {}, [&](TokenRows rows, int worker) {
        const std::scoped_lock lock(mutex);
        CHECK(rows.count >= 1);
        CHECK(rows.count <= most_rows(precision));
        CHECK(rows.first % nn::row_parts(precision).unit == 0);
        CHECK((worker >= 0 && worker < thread_count));
        for (int i = 0; i < rows.count; ++i) ++times[static_cast<std::size_t>(rows.first + i)];
      });
      CHECK(times == std::vector<int>(static_cast<std::size_t>(tokens), 1));
    }
  }
}

TEST_CASE("for_each_rows: every token once, in parts of no more than there is scratch for") {
  check_parts(nn::Precision::kF32);
  if (nn::computes_bf16()) check_parts(nn::Precision::kBf16);
}

TEST_CASE("for_each_rows: after a request to stop nothing is begun") {
  base::ThreadPool threads(2);
  std::stop_source source;
  source.request_stop();
  int calls = 0;
  CHECK_THROWS_AS(for_each_rows(500, nn::Precision::kF32, threads, source.get_token(),
                                [&](TokenRows, int) { ++calls; }),
                  base::Stopped);
  CHECK(calls == 0);
}

}  // namespace
}  // namespace vitviz::model
