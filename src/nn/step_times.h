// SPDX-License-Identifier: Apache-2.0
// Where the time of a forward pass goes, for `vitviz bench`. Nothing is measured unless asked for.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "base/stopwatch.h"

namespace vitviz::nn {

enum class Step {
  kPatchEmbedding,
  kNorm,
  kQueriesKeysValues,
  kPacking,  // keys and values for the attention's products
  kScores,
  kSoftmax,
  kMixing,  // of values by their shares
  kProjection,
  kMlp,
  kCapture,  // the attention of the observed queries
};
inline constexpr std::size_t kSteps = 10;

// Seconds that each thread has spent on each step.
class StepTimes {
 public:
  explicit StepTimes(int workers) : seconds_(static_cast<std::size_t>(workers)) {}

  void add(Step step, int worker, double seconds) {
    seconds_[static_cast<std::size_t>(worker)][static_cast<std::size_t>(step)] += seconds;
  }

  // The mean over the threads.
  [[nodiscard]] double seconds(Step step) const {
    double sum = 0;
    for (const auto& worker : seconds_) sum += worker[static_cast<std::size_t>(step)];
    return sum / static_cast<double>(seconds_.size());
  }

 private:
  std::vector<std::array<double, kSteps>> seconds_;
};

// Follows one thread from step to step.
class StepClock {
 public:
  // `times` may be null: then nothing is measured.
  StepClock(StepTimes* times, int worker) : times_(times), worker_(worker) {}

  // What the thread has done since construction, or the last call, was `step`.
  void done(Step step) {
    if (times_ != nullptr) times_->add(step, worker_, watch_.lap());
  }

 private:
  StepTimes* times_;
  int worker_;
  base::Stopwatch watch_;
};

}  // namespace vitviz::nn
