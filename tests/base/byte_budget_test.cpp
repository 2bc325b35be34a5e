// SPDX-License-Identifier: Apache-2.0
#include "base/byte_budget.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "base/stopped.h"

namespace vitviz::base {
namespace {

TEST_CASE("what is taken at once is never more than there is") {
  ByteBudget budget(100);
  std::atomic<std::size_t> used{0};
  std::atomic<std::size_t> most{0};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (std::size_t round = 0; round < 200; ++round) {
        const auto share = budget.take(1 + (37 * i + 11 * round) % 100);
        const std::size_t now = used += share.bytes();
        for (std::size_t seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
        }
        used -= share.bytes();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(most <= 100);
  CHECK(budget.take(100).bytes() == 100);  // all was given back
}

TEST_CASE("a share that is moved is given back once") {
  ByteBudget budget(10);
  {
    ByteBudget::Share first = budget.take(6);
    ByteBudget::Share second = std::move(first);
    CHECK(first.bytes() == 0);
    CHECK(second.bytes() == 6);
    first = budget.take(4);
  }
  CHECK(budget.take(10).bytes() == 10);
}

TEST_CASE("a large wish is not put off by small ones that come later") {
  ByteBudget budget(10);
  auto held = budget.take(5);
  std::atomic<bool> large_served{false};
  std::thread large([&] {
    const auto share = budget.take(10);
    large_served = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));  // for the large wish to come first
  std::atomic<bool> small_came_first{false};
  std::thread small([&] {
    const auto share = budget.take(1);
    small_came_first = !large_served;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK_FALSE(large_served);
  held = {};
  large.join();
  small.join();
  CHECK_FALSE(small_came_first);
}

TEST_CASE("who waits can be stopped, and holds up nobody") {
  ByteBudget budget(10);
  const auto held = budget.take(8);
  std::stop_source stop;
  bool stopped = false;
  std::thread waiting([&] {
    try {
      static_cast<void>(budget.take(5, stop.get_token()));
    } catch (const Stopped&) {
      stopped = true;
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  stop.request_stop();
  waiting.join();
  CHECK(stopped);
  CHECK(budget.take(2).bytes() == 2);
}

}  // namespace
}  // namespace vitviz::base
