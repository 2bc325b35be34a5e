// SPDX-License-Identifier: Apache-2.0
#include "nn/rotary.h"

#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr double kTolerance = 1e-6;  // a product and a sum of numbers near 1

TEST_CASE("a quarter turn exchanges the halves of a head") {
  // Two columns have the coordinates -1/2 and 1/2; with a period of 2 the angle is ±π/2. There is
  // one row, whose coordinate is 0.
  const Rotation rotation = rotation_of({1, 2}, tensor::Vector::Constant(1, 2.0F));
  tensor::Matrix x(2, 4);
  x << 1, 2, 3, 4,  //
      1, 2, 3, 4;
  rotate(x, rotation, 0);
  tensor::Matrix want(2, 4);
  want << 1, 4, 3, -2,  //
      1, -4, 3, 2;
  test::check_near(x, want, kTolerance);
}

TEST_CASE("neighbours turn as pairs, x first, by places that count patches") {
  // The second of two columns lies at 1 and turns by π/2; the only row lies at 0.
  const RotaryRule rule = {0, 0, 0, /*x_first=*/true, /*neighbours=*/true};
  const auto period = static_cast<float>(2 / std::numbers::pi);
  const Rotation rotation = rotation_of({1, 2}, tensor::Vector::Constant(1, period), rule);
  tensor::Matrix x(2, 4);
  x << 1, 2, 3, 4,  //
      1, 2, 3, 4;
  rotate(x, rotation, 0);
  tensor::Matrix want(2, 4);
  want << 1, 2, 3, 4,  //
      -2, 1, 3, 4;
  test::check_near(x, want, kTolerance);
}

TEST_CASE("places may be those of a grid of another size") {
  // Two rows of a grid that counts as four: the second lies at 2 + 1, as the offset is half a row.
  const RotaryRule rule = {0, 4, 0.5, /*x_first=*/false, /*neighbours=*/false};
  const Rotation rotation = rotation_of({2, 1}, tensor::Vector::Constant(1, 6.0F), rule);
  CHECK(rotation.cosine(1, 0) == doctest::Approx(std::cos(3.0 / 6)));
  CHECK(rotation.sine(1, 2) == doctest::Approx(std::sin(3.0 / 6)));
  CHECK(rotation.cosine(1, 1) == doctest::Approx(std::cos(2.0 / 6)));  // x, in the middle
}

TEST_CASE("every head turns alike, and turning keeps lengths") {
  const Rotation rotation = rotation_of({9, 11}, test::random_matrix(1, 4, 1).cwiseAbs());
  const tensor::Matrix before = test::random_matrix(99, 16, 2);
  tensor::Matrix x(99, 32);
  x << before, before;
  rotate(x.topRows(40), rotation, 0);
  rotate(x.bottomRows(59), rotation, 40);
  CHECK(x.leftCols(16) == x.rightCols(16));
  test::check_near(x.leftCols(16).rowwise().norm(), before.rowwise().norm(), 1e-5);
}

}  // namespace
}  // namespace vitviz::nn
