// SPDX-License-Identifier: Apache-2.0
// How sure a score is: confidence intervals by the bootstrap over photos.
//
// Resample k draws as many photos as there are, with replacement, and computes the scores from
// them. The interval of a score runs between percentiles of what it is in all resamples, by linear
// interpolation (NumPy's default). SplitMix64 with a fixed seed draws, so that the same photos give
// the same interval everywhere.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "eval/photo_score.h"
#include "eval/task.h"

namespace vitviz::eval {

struct Interval {
  double low = 0.0;
  double high = 0.0;
};

struct Bootstrap {
  int resamples = 1000;
  double level = 0.95;
  std::uint64_t seed = 1;
};

// An interval for each score of the task. Requires: a photo; resamples >= 1; 0 < level < 1.
[[nodiscard]] std::vector<Interval> bootstrap_intervals(const Task& task,
                                                        std::span<const PhotoScore> photos,
                                                        const Bootstrap& bootstrap);

// The value below which the share `at` of the numbers lies, interpolated between neighbours.
// Requires: sorted, not empty; 0 <= at <= 1.
[[nodiscard]] double percentile(std::span<const double> sorted, double at);

}  // namespace vitviz::eval
