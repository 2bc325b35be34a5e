// SPDX-License-Identifier: Apache-2.0
#include "eval/s_measure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "base/check.h"

namespace vitviz::eval {
namespace {

constexpr double kObjectShare = 0.5;                              // α
constexpr double kTiny = std::numeric_limits<double>::epsilon();  // the paper's code adds it

// Pixels of the photo with left ≤ x < right, top ≤ y < bottom.
struct Part {
  int left, top, right, bottom;
};

struct Pixels {
  std::span<const float> map;
  const TruthMask& truth;

  // Calls visit(map, truth as 0 or 1, x, y) for every pixel of the part that is not void.
  template <typename Visit>
  void each(const Part& part, const Visit& visit) const {
    for (int y = part.top; y < part.bottom; ++y) {
      const auto ids = truth.row(y);
      const auto values = map.subspan(static_cast<std::size_t>(y) * ids.size(), ids.size());
      for (int x = part.left; x < part.right; ++x) {
        const auto i = static_cast<std::size_t>(x);
        if (ids[i] == kVoid) continue;
        visit(static_cast<double>(values[i]), is_object(ids[i]) ? 1.0 : 0.0, x, y);
      }
    }
  }

  [[nodiscard]] Part whole() const { return {0, 0, truth.width(), truth.height()}; }
};

// Sums over the pixels of a part.
struct Sums {
  double count = 0.0;
  double map = 0.0;
  double truth = 0.0;

  void add(double value, double is_object) {
    count += 1.0;
    map += value;
    truth += is_object;
  }

  [[nodiscard]] double mean() const { return map / count; }
};

Sums sums_of(const Pixels& pixels, const Part& part) {
  Sums sums;
  pixels.each(part, [&](double map, double truth, int, int) { sums.add(map, truth); });
  return sums;
}

double high_and_even(double mean, double deviation) {
  return 2.0 * mean / (mean * mean + 1.0 + deviation + kTiny);
}

// The object's half: `values` calls its argument with every number of the map there.
template <typename Values>
double likeness_of_object(const Values& values) {
  Sums sums;
  values([&](double value) { sums.add(value, 0.0); });
  double squares = 0.0;
  values([&](double value) { squares += (value - sums.mean()) * (value - sums.mean()); });
  return high_and_even(sums.mean(),
                       sums.count > 1.0 ? std::sqrt(squares / (sums.count - 1.0)) : 0.0);
}

double object_aware(const Pixels& pixels, double object_share) {
  const double object = likeness_of_object([&](const auto& take) {
    pixels.each(pixels.whole(), [&](double map, double truth, int, int) {
      if (truth > 0.0) take(map);
    });
  });
  const double background = likeness_of_object([&](const auto& take) {
    pixels.each(pixels.whole(), [&](double map, double truth, int, int) {
      if (truth == 0.0) take(1.0 - map);
    });
  });
  return object_share * object + (1.0 - object_share) * background;
}

// Structural similarity without the constants that keep it away from 0 / 0. The measure jumps where
// a part is even, so it matters that sums are then exactly 0: up to 2^29 equal floats add up to a
// double without rounding, and so their mean is exact.
double similarity(const Pixels& pixels, const Part& part, const Sums& sums) {
  const double map_mean = sums.mean();
  const double truth_mean = sums.truth / sums.count;
  double map_squares = 0.0;
  double truth_squares = 0.0;
  double products = 0.0;
  pixels.each(part, [&](double map, double truth, int, int) {
    map_squares += (map - map_mean) * (map - map_mean);
    truth_squares += (truth - truth_mean) * (truth - truth_mean);
    products += (map - map_mean) * (truth - truth_mean);
  });

  const double of_variance = 1.0 / (sums.count - 1.0 + kTiny);
  const double alike = 4.0 * map_mean * truth_mean * products * of_variance;
  const double scale =
      (map_mean * map_mean + truth_mean * truth_mean) * (map_squares + truth_squares) * of_variance;
  if (alike != 0.0) return alike / (scale + kTiny);
  return scale == 0.0 ? 1.0 : 0.0;
}

// Where the four parts meet: behind the column and row of the object's centroid.
struct Corner {
  int x, y;
};

Corner meeting_point(const Pixels& pixels) {
  double count = 0.0;
  double columns = 0.0;
  double rows = 0.0;
  pixels.each(pixels.whole(), [&](double, double truth, int x, int y) {
    count += truth;
    columns += truth * (x + 1);
    rows += truth * (y + 1);
  });
  return {static_cast<int>(std::round(columns / count)),
          static_cast<int>(std::round(rows / count))};
}

double region_aware(const Pixels& pixels, double count) {
  const auto [x, y] = meeting_point(pixels);
  const auto [left, top, right, bottom] = pixels.whole();
  double weighted = 0.0;
  for (const Part& part : {Part{left, top, x, y}, Part{x, top, right, y}, Part{left, y, x, bottom},
                           Part{x, y, right, bottom}}) {
    const Sums sums = sums_of(pixels, part);
    if (sums.count > 0.0) weighted += sums.count / count * similarity(pixels, part, sums);
  }
  return weighted;
}

}  // namespace

double s_measure(std::span<const float> map, const TruthMask& truth) {
  VITVIZ_CHECK(map.size() == truth.bytes().size());
  const Pixels pixels{map, truth};
  const Sums all = sums_of(pixels, pixels.whole());
  VITVIZ_CHECK(all.count > 0.0);
  if (all.truth == 0.0) return 1.0 - all.mean();
  if (all.truth == all.count) return all.mean();
  const double s = kObjectShare * object_aware(pixels, all.truth / all.count) +
                   (1.0 - kObjectShare) * region_aware(pixels, all.count);
  return std::max(s, 0.0);
}

}  // namespace vitviz::eval
