// SPDX-License-Identifier: Apache-2.0
#include "base/turns.h"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "base/thread_pool.h"

namespace vitviz::base {
namespace {

TEST_CASE("threads take their turns in the order of the numbers") {
  Turns turns;
  std::vector<int> order;
  ThreadPool threads(4);
  std::atomic<int> next = 0;
  threads.parallel_for(4, [&](int, int) {
    for (int number = next++; number < 100; number = next++) {
      CHECK(turns.take(number, [&] { order.push_back(number); }));
    }
  });
  REQUIRE(order.size() == 100);
  for (int i = 0; i < 100; ++i) CHECK(order[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("after a step that throws nobody waits for ever, and no step is done") {
  Turns turns;
  ThreadPool threads(2);
  bool is_done = false;
  CHECK_THROWS_AS(threads.parallel_for(2,
                                       [&](int task, int) {
                                         const int number = 1 - task;  // the later one waits first
                                         const auto step = [&] {
                                           if (number == 0) throw std::runtime_error("");
                                           is_done = true;
                                         };
                                         if (threads.size() == 2) {
                                           static_cast<void>(turns.take(number, step));
                                         }
                                       }),
                  std::runtime_error);
  CHECK_FALSE(is_done);
  CHECK_FALSE(turns.take(0, [&] { is_done = true; }));
  CHECK_FALSE(is_done);
}

}  // namespace
}  // namespace vitviz::base
