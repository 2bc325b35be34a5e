// SPDX-License-Identifier: Apache-2.0
#include "color/palette.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

#include "color/oklab.h"

namespace vitviz::color {
namespace {

// Of any two of the first `count` colours, for any of the three kinds of vision.
double least_difference(int count) {
  const std::vector<Color> colors = palette(count);
  double least = 1.0;
  for (std::size_t i = 0; i < colors.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      for (const Vision vision : {Vision::kUsual, Vision::kWithoutRed, Vision::kWithoutGreen}) {
        least =
            std::min(least, difference(oklab_of(colors[i], vision), oklab_of(colors[j], vision)));
      }
    }
  }
  return least;
}

TEST_CASE("palette: any two colours differ for every kind of vision") {
  // Differences in Oklab of 0.02 are just noticed side by side. Okabe and Ito's own least one, of
  // vermilion and bluish green without red, is 0.079; the further colours keep it up to 19 heads.
  CHECK(least_difference(7) > 0.079);
  CHECK(least_difference(16) > 0.079);
  CHECK(least_difference(24) > 0.06);
  CHECK(least_difference(64) > 0.03);
}

TEST_CASE("palette: a colour depends on its number alone") {
  const std::vector<Color> many = palette(30);
  for (const int count : {0, 1, 3, 7, 8, 12}) {
    const std::vector<Color> few = palette(count);
    REQUIRE(few.size() == static_cast<std::size_t>(count));
    CHECK(std::equal(few.begin(), few.end(), many.begin()));
  }
}

TEST_CASE("palette: further colours are bright and saturated, and all are different") {
  const std::vector<Color> colors = palette(kMaxPalette);
  for (std::size_t i = 7; i < colors.size(); ++i) {
    const Oklab color = oklab_of(colors[i]);
    CHECK(color.lightness >= 0.5);
    CHECK(std::hypot(color.a, color.b) >= 0.08);
    CHECK(std::count(colors.begin(), colors.end(), colors[i]) == 1);
  }
}

TEST_CASE("palette: broken promises are bugs of the caller") {
  CHECK_THROWS_AS((void)palette(-1), std::logic_error);
  CHECK_THROWS_AS((void)palette(kMaxPalette + 1), std::logic_error);
}

}  // namespace
}  // namespace vitviz::color
