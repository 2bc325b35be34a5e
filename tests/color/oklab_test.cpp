// SPDX-License-Identifier: Apache-2.0
#include "color/oklab.h"

#include <cmath>
#include <cstdint>

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

TEST_CASE("oklab_of: lightness of greys is the cube root of their light") {
  // IEC 61966-2-1's curve: 10 is on its straight part, 188 nearly half of the light.
  CHECK(oklab_of({10, 10, 10}).lightness ==
        doctest::Approx(std::cbrt(10 / 255.0 / 12.92)).epsilon(1e-5));
  CHECK(oklab_of({188, 188, 188}).lightness == doctest::Approx(std::cbrt(0.50289)).epsilon(1e-4));
  double before = -1;
  for (int value = 0; value < 256; ++value) {
    const auto level = static_cast<std::uint8_t>(value);
    const double lightness = oklab_of({level, level, level}).lightness;
    CHECK(lightness > before);
    before = lightness;
  }
}

TEST_CASE("oklab_of: who sees no red takes red for a dark green") {
  // Linear red and green are mixed by the matrix' first row, 0.11238 : 0.88762 without red: all of
  // the one looks like so much of the other, but for the little that goes into blue.
  const Oklab red = oklab_of({255, 0, 0}, Vision::kWithoutRed);
  const Oklab dark_green = oklab_of({0, 99, 0}, Vision::kWithoutRed);  // linear 0.1248
  CHECK(difference(red, dark_green) < 0.03);
  CHECK(difference(oklab_of({255, 0, 0}), oklab_of({0, 99, 0})) > 0.3);
  // Who sees no green sees more of the red's light.
  CHECK(oklab_of({255, 0, 0}, Vision::kWithoutGreen).lightness > red.lightness + 0.1);
}

TEST_CASE("difference: the same both ways, and no way is shorter by a third colour") {
  const Oklab colors[] = {oklab_of({213, 94, 0}), oklab_of({86, 180, 233}), oklab_of({9, 9, 200})};
  for (const Oklab& a : colors) {
    CHECK(difference(a, a) == 0.0);
    for (const Oklab& b : colors) {
      CHECK(difference(a, b) == difference(b, a));
      for (const Oklab& c : colors) CHECK(difference(a, c) <= difference(a, b) + difference(b, c));
    }
  }
  CHECK(difference({0.5, 0.1, 0.0}, {0.5, 0.4, 0.4}) == doctest::Approx(0.5));
}

}  // namespace
}  // namespace vitviz::color
