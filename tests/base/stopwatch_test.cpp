// SPDX-License-Identifier: Apache-2.0
#include "base/stopwatch.h"

#include <chrono>
#include <thread>

#include <doctest/doctest.h>

namespace vitviz::base {
namespace {

constexpr auto kPause = std::chrono::milliseconds(5);
constexpr double kPauseSeconds = 0.005;

TEST_CASE("a stopwatch measures at least the time slept, and a lap starts anew") {
  const Stopwatch whole;
  Stopwatch stopwatch;
  std::this_thread::sleep_for(kPause);
  CHECK(stopwatch.seconds() >= kPauseSeconds);

  const double first = stopwatch.lap();
  std::this_thread::sleep_for(kPause);
  const double second = stopwatch.lap();
  CHECK(first >= kPauseSeconds);
  CHECK(second >= kPauseSeconds);
  CHECK(first + second <= whole.seconds());
}

}  // namespace
}  // namespace vitviz::base
