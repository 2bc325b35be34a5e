// SPDX-License-Identifier: Apache-2.0
#include "nn/rotary.h"

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr double kTolerance = 1e-6;  // a product and a sum of numbers near 1

TEST_CASE("a quarter turn exchanges the halves of a head") {
  base::ThreadPool threads(1);
  // Two columns have the coordinates -1/2 and 1/2; with a period of 2 the angle is ±π/2. There is
  // one row, whose coordinate is 0.
  const Rotation rotation = rotation_of({1, 2}, tensor::Vector::Constant(1, 2.0F));
  tensor::Matrix x(2, 4);
  x << 1, 2, 3, 4,  //
      1, 2, 3, 4;
  rotate(x, rotation, threads);
  tensor::Matrix want(2, 4);
  want << 1, 4, 3, -2,  //
      1, -4, 3, 2;
  test::check_near(x, want, kTolerance);
}

TEST_CASE("every head turns alike, and turning keeps lengths") {
  base::ThreadPool threads(2);
  const Rotation rotation = rotation_of({9, 11}, test::random_matrix(1, 4, 1).cwiseAbs());
  const tensor::Matrix before = test::random_matrix(99, 16, 2);
  tensor::Matrix x(99, 32);
  x << before, before;
  rotate(x, rotation, threads);
  CHECK(x.leftCols(16) == x.rightCols(16));
  test::check_near(x.leftCols(16).rowwise().norm(), before.rowwise().norm(), 1e-5);
}

}  // namespace
}  // namespace vitviz::nn
