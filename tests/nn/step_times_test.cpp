// SPDX-License-Identifier: Apache-2.0
#include "nn/step_times.h"

#include <chrono>
#include <thread>

#include <doctest/doctest.h>

namespace vitviz::nn {
namespace {

TEST_CASE("StepTimes: the mean over the threads, step by step") {
  StepTimes times(4);
  CHECK(times.seconds(Step::kMlp) == 0.0);
  times.add(Step::kMlp, 0, 1.0);
  times.add(Step::kMlp, 3, 2.0);
  times.add(Step::kMlp, 3, 5.0);
  times.add(Step::kCapture, 1, 6.0);
  CHECK(times.seconds(Step::kMlp) == 2.0);
  CHECK(times.seconds(Step::kCapture) == 1.5);
  CHECK(times.seconds(Step::kPatchEmbedding) == 0.0);
  CHECK(times.seconds(Step::kNorm) == 0.0);
}

TEST_CASE("StepTimer: a scope's time goes to its step and its thread") {
  StepTimes times(2);
  {
    const StepTimer timer(&times, 1);
    const auto timing = timer.during(Step::kScores);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CHECK(times.seconds(Step::kScores) == 0.0);  // not before it ends
  }
  CHECK(2 * times.seconds(Step::kScores) >= 0.02);
  CHECK(times.seconds(Step::kSoftmax) == 0.0);
}

TEST_CASE("StepTimer: scopes add up") {
  StepTimes times(1);
  const StepTimer timer(&times, 0);
  for (int i = 0; i < 3; ++i) {
    const auto timing = timer.during(Step::kNorm);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  CHECK(times.seconds(Step::kNorm) >= 0.015);
}

}  // namespace
}  // namespace vitviz::nn
