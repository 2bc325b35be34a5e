// SPDX-License-Identifier: Apache-2.0
#include "base/thread_pool.h"

#include <atomic>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "base/stopped.h"

namespace vitviz::base {
namespace {

constexpr int kMostThreads = 8;

// How often each index in [0, count) is visited by one parallel_for.
std::vector<int> visits(ThreadPool& pool, int count) {
  std::vector<std::atomic<int>> counters(static_cast<std::size_t>(count));
  pool.parallel_for(count, [&](int index, int worker) {
    if (worker < 0 || worker >= pool.size()) throw std::out_of_range("worker");
    ++counters[static_cast<std::size_t>(index)];
  });
  return {counters.begin(), counters.end()};
}

TEST_CASE("every index is visited exactly once, by any number of threads") {
  for (int threads = 1; threads <= kMostThreads; ++threads) {
    ThreadPool pool(threads);
    CHECK(pool.size() == threads);
    for (const int count : {0, 1, 2, threads, 1000}) {
      CAPTURE(threads);
      CAPTURE(count);
      CHECK(visits(pool, count) == std::vector<int>(static_cast<std::size_t>(count), 1));
    }
  }
}

TEST_CASE("a pool serves many short rounds") {
  constexpr int kRounds = 5000;
  ThreadPool pool(4);
  std::atomic<int> sum = 0;
  for (int round = 0; round < kRounds; ++round) {
    pool.parallel_for(3, [&](int index, int /*worker*/) { sum += index; });
  }
  CHECK(sum == kRounds * (0 + 1 + 2));
}

int threads_of_this_process() {
  const auto tasks = std::filesystem::directory_iterator("/proc/self/task");
  return static_cast<int>(std::distance(begin(tasks), end(tasks)));
}

TEST_CASE("threads start when there is work for them") {
  const int before = threads_of_this_process();
  ThreadPool pool(4);
  CHECK(visits(pool, 1) == std::vector<int>(1, 1));
  CHECK(threads_of_this_process() == before);
  visits(pool, 2);
  CHECK(threads_of_this_process() == before + 3);
}

TEST_CASE("helpers take part") {
  ThreadPool pool(2);
  std::atomic<int> there = 0;
  // Each task waits for the other: one thread alone would never end.
  pool.parallel_for(2, [&](int /*index*/, int /*worker*/) {
    ++there;
    while (there < 2) std::this_thread::yield();
  });
  CHECK(there == 2);
}

TEST_CASE("a worker's scratch memory is never shared") {
  ThreadPool pool(kMostThreads);
  std::vector<std::atomic<int>> users(kMostThreads);
  std::atomic<bool> shared = false;
  pool.parallel_for(2000, [&](int /*index*/, int worker) {
    std::atomic<int>& mine = users[static_cast<std::size_t>(worker)];
    if (++mine != 1) shared = true;
    --mine;
  });
  CHECK_FALSE(shared);
}

TEST_CASE("a task's exception reaches the caller, and the pool lives on") {
  for (const int threads : {1, 2, kMostThreads}) {
    CAPTURE(threads);
    ThreadPool pool(threads);
    const auto fail_at_seven = [](int index, int /*worker*/) {
      if (index == 7) throw std::runtime_error("seven");
    };
    CHECK_THROWS_WITH_AS(pool.parallel_for(100, fail_at_seven), "seven", std::runtime_error);
    CHECK(visits(pool, 50) == std::vector<int>(50, 1));
  }
}

TEST_CASE("the tasks not begun when one fails are left out") {
  ThreadPool pool(1);
  int calls = 0;
  CHECK_THROWS_AS(pool.parallel_for(100,
                                    [&](int index, int /*worker*/) {
                                      ++calls;
                                      if (index == 7) throw std::runtime_error("seven");
                                    }),
                  std::runtime_error);
  CHECK(calls == 8);
}

TEST_CASE("no task begins after a stop is requested") {
  for (const int threads : {1, 2, kMostThreads}) {
    CAPTURE(threads);
    std::stop_source source;
    ThreadPool pool(threads, source.get_token());
    CHECK(visits(pool, 50) == std::vector<int>(50, 1));
    std::atomic<int> after = 0;
    CHECK_THROWS_AS(pool.parallel_for(1000,
                                      [&](int index, int /*worker*/) {
                                        if (index == 7) source.request_stop();
                                        if (pool.stop().stop_requested()) ++after;
                                      }),
                    Stopped);
    CHECK(after <= threads);  // each worker may be in the middle of one
    CHECK_THROWS_AS(visits(pool, 1), Stopped);
  }
}

TEST_CASE("a call from inside a task is refused instead of waiting for ever") {
  ThreadPool pool(2);
  const auto nested = [&](int /*index*/, int /*worker*/) {
    pool.parallel_for(1, [](int /*index*/, int /*worker*/) {});
  };
  CHECK_THROWS_AS(pool.parallel_for(1, nested), std::logic_error);
}

TEST_CASE("no thread is a broken promise") { CHECK_THROWS_AS(ThreadPool(0), std::logic_error); }

}  // namespace
}  // namespace vitviz::base
