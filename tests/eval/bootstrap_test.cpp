// SPDX-License-Identifier: Apache-2.0
#include "eval/bootstrap.h"

#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "eval/corloc.h"

namespace vitviz::eval {
namespace {

// So many photos, each with its box found or not.
std::vector<PhotoScore> photos(int found, int missed) {
  std::vector<PhotoScore> scores;
  scores.reserve(static_cast<std::size_t>(found + missed));
  for (int i = 0; i < found + missed; ++i) {
    scores.push_back(photo_score(std::to_string(i), {.best_iou = i < found ? 1.0 : 0.0}));
  }
  return scores;
}

TEST_CASE("percentiles lie between neighbours, as NumPy's do") {
  const std::vector<double> numbers = {1.0, 2.0, 4.0, 8.0};
  CHECK(percentile(numbers, 0.0) == 1.0);
  CHECK(percentile(numbers, 1.0) == 8.0);
  CHECK(percentile(numbers, 0.5) == 3.0);
  CHECK(percentile(numbers, 0.9) == doctest::Approx(6.8));  // np.percentile([1, 2, 4, 8], 90)
  CHECK(percentile(std::vector<double>{5.0}, 0.3) == 5.0);
}

TEST_CASE("bootstrap: a share has the interval of the binomial distribution") {
  // 0.3 ± 1.96 √(0.3 · 0.7 / 400) = 0.3 ± 0.0449. The ends of 1000 resamples scatter by 0.002.
  const Interval interval = bootstrap_intervals(kCorloc, photos(120, 280), {})[0];
  CHECK(std::abs(interval.low - 0.2551) < 0.008);
  CHECK(std::abs(interval.high - 0.3449) < 0.008);
}

TEST_CASE("bootstrap: photos that agree, or a single one, leave no doubt") {
  for (const int count : {1, 7}) {
    const Interval interval = bootstrap_intervals(kCorloc, photos(count, 0), {})[0];
    CHECK(interval.low == 1.0);
    CHECK(interval.high == 1.0);
  }
}

TEST_CASE("bootstrap: a seed stands for an interval, a level for its width") {
  const std::vector<PhotoScore> all = photos(30, 31);
  const auto interval = [&](const Bootstrap& how) {
    return bootstrap_intervals(kCorloc, all, how)[0];
  };
  CHECK(interval({}).low == interval({}).low);
  const auto [low, high] = interval({.resamples = 500, .seed = 2});
  CHECK((low != interval({}).low || high != interval({}).high));
  CHECK(interval({.level = 0.5}).low > interval({.level = 0.95}).low);
  CHECK(interval({.level = 0.5}).high < interval({.level = 0.95}).high);
}

}  // namespace
}  // namespace vitviz::eval
