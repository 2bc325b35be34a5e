// SPDX-License-Identifier: Apache-2.0
// Where the time of a forward pass goes, for `vitviz bench`. Nothing is measured unless asked for.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
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
  kWeightedValues,  // the sum of the values by their softmax weights
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

// Measures the steps of one thread.
class StepTimer {
 public:
  // `times` may be null: then nothing is measured.
  StepTimer(StepTimes* times, int worker) : times_(times), worker_(worker) {}

  // A step, from its construction to the end of its scope.
  class Scope {
   public:
    Scope(const StepTimer& timer, Step step) : timer_(timer), step_(step) {
      if (timer.times_ != nullptr) watch_.emplace();
    }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope() {
      if (watch_) timer_.times_->add(step_, timer_.worker_, watch_->seconds());
    }

   private:
    const StepTimer& timer_;
    Step step_;
    std::optional<base::Stopwatch> watch_;
  };
  [[nodiscard]] Scope during(Step step) const { return {*this, step}; }

 private:
  StepTimes* times_;
  int worker_;
};

}  // namespace vitviz::nn
