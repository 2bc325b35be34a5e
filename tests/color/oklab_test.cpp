// SPDX-License-Identifier: Apache-2.0
#include "color/oklab.h"

#include <cmath>

#include <doctest/doctest.h>

namespace vitviz::color {
namespace {

constexpr double kTolerance = 1e-3;  // the published table has three digits

TEST_CASE("oklab_of: white, black and greys have no hue") {
  for (const int value : {0, 60, 128, 255}) {
    const auto level = static_cast<std::uint8_t>(value);
    const Oklab gray = oklab_of({level, level, level});
    CHECK(std::hypot(gray.a, gray.b) <= 1e-6);
  }
  CHECK(oklab_of({255, 255, 255}).lightness == doctest::Approx(1.0).epsilon(1e-6));
  CHECK(oklab_of({0, 0, 0}).lightness == 0.0);
}

TEST_CASE("oklab_of: the primaries of sRGB") {
  // CSS Color Module Level 4's examples of oklab(): red is oklab(0.628 0.225 0.126).
  const Oklab red = oklab_of({255, 0, 0});
  CHECK(std::abs(red.lightness - 0.628) <= kTolerance);
  CHECK(std::abs(red.a - 0.225) <= kTolerance);
  CHECK(std::abs(red.b - 0.126) <= kTolerance);
  const Oklab lime = oklab_of({0, 255, 0});  // oklab(0.866 -0.234 0.179)
  CHECK(std::abs(lime.lightness - 0.866) <= kTolerance);
  CHECK(std::abs(lime.a + 0.234) <= kTolerance);
  CHECK(std::abs(lime.b - 0.179) <= kTolerance);
}

TEST_CASE("oklab_of: who sees no red or no green keeps greys, blue and yellow, and no more") {
  for (const Vision vision : {Vision::kWithoutRed, Vision::kWithoutGreen}) {
    const Oklab gray = oklab_of({128, 128, 128}, vision);
    CHECK(difference(gray, oklab_of({128, 128, 128})) <= 1e-3);
    const Oklab blue = oklab_of({0, 0, 255}, vision);
    const Oklab yellow = oklab_of({255, 255, 0}, vision);
    CHECK(difference(blue, yellow) > 0.5);
    // All colours lie in one plane of linear red = linear green.
    const double usual = difference(oklab_of({200, 0, 0}), oklab_of({0, 120, 0}));
    const double seen = difference(oklab_of({200, 0, 0}, vision), oklab_of({0, 120, 0}, vision));
    CHECK(seen < usual);
  }
}

TEST_CASE("difference of black and white is 1") {
  CHECK(difference(oklab_of({0, 0, 0}), oklab_of({255, 255, 255})) ==
        doctest::Approx(1.0).epsilon(1e-6));
}

}  // namespace
}  // namespace vitviz::color
