// SPDX-License-Identifier: Apache-2.0
#include "base/in_order.h"

#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "base/thread_pool.h"

namespace vitviz::base {
namespace {

TEST_CASE("results are handed on in the order of their tasks, as soon as their turn comes") {
  std::vector<int> received;
  InOrder<int> in_order([&](int&& result) { received.push_back(result); });
  in_order.add(2, 20);
  in_order.add(1, 10);
  CHECK(received.empty());
  in_order.add(0, 0);
  CHECK(received == std::vector<int>{0, 10, 20});
  in_order.add(3, 30);
  CHECK(received == std::vector<int>{0, 10, 20, 30});
}

TEST_CASE("several threads hand on everything, one at a time") {
  constexpr int kTasks = 5000;
  std::vector<int> received;
  InOrder<int> in_order([&](int&& result) { received.push_back(result); });
  ThreadPool threads(4);
  threads.parallel_for(kTasks, [&](int task, int) { in_order.add(task, task); });
  std::vector<int> expected;
  for (int task = 0; task < kTasks; ++task) expected.push_back(task);
  CHECK(received == expected);
}

TEST_CASE("after a receiver that throws, nothing is handed on") {
  std::vector<int> received;
  InOrder<int> in_order([&](int&& result) {
    if (result == 1) throw std::runtime_error("full");
    received.push_back(result);
  });
  in_order.add(0, 0);
  CHECK_THROWS_AS(in_order.add(1, 1), std::runtime_error);
  in_order.add(2, 2);
  CHECK(received == std::vector<int>{0});
}

}  // namespace
}  // namespace vitviz::base
