// SPDX-License-Identifier: Apache-2.0
#include "eval/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "base/check.h"

namespace vitviz::eval {
namespace {

// SplitMix64 (Steele, Lea, Flood, 2014).
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}

  // From 0 to count − 1; the upper half of the bits, scaled. Requires: count < 2^32.
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(((next() >> 32) * std::uint64_t{count}) >> 32);
  }

 private:
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

// The mean parts of as many photos as there are, drawn with replacement.
std::vector<double> resampled_means(std::span<const PhotoScore> photos, Draws& draws) {
  std::vector<double> means(photos[0].parts.size());
  for (std::size_t i = 0; i < photos.size(); ++i) {
    const std::vector<double>& parts = photos[draws.below(photos.size())].parts;
    for (std::size_t p = 0; p < means.size(); ++p) means[p] += parts[p];
  }
  for (double& mean : means) mean /= static_cast<double>(photos.size());
  return means;
}

}  // namespace

double percentile(std::span<const double> sorted, double at) {
  VITVIZ_CHECK(!sorted.empty() && at >= 0.0 && at <= 1.0);
  const double place = at * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(place));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double share = place - std::floor(place);
  return sorted[below] + share * (sorted[above] - sorted[below]);
}

std::vector<Interval> bootstrap_intervals(const Task& task, std::span<const PhotoScore> photos,
                                          const Bootstrap& bootstrap) {
  VITVIZ_CHECK(!photos.empty() && photos.size() <= std::numeric_limits<std::uint32_t>::max());
  VITVIZ_CHECK(bootstrap.resamples >= 1 && bootstrap.level > 0.0 && bootstrap.level < 1.0);
  Draws draws(bootstrap.seed);
  std::vector<std::vector<double>> of_scores(task.scores.size());
  for (int k = 0; k < bootstrap.resamples; ++k) {
    const std::vector<double> scores = task.combine(resampled_means(photos, draws));
    for (std::size_t s = 0; s < scores.size(); ++s) of_scores[s].push_back(scores[s]);
  }

  const double tail = (1.0 - bootstrap.level) / 2.0;
  std::vector<Interval> intervals;
  for (std::vector<double>& values : of_scores) {
    std::sort(values.begin(), values.end());
    intervals.push_back({percentile(values, tail), percentile(values, 1.0 - tail)});
  }
  return intervals;
}

}  // namespace vitviz::eval
