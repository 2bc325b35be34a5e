// SPDX-License-Identifier: Apache-2.0
// Rotation as the product with e^(iφ) of complex numbers, for every rule.
#include <cmath>
#include <complex>
#include <stdexcept>

#include <doctest/doctest.h>

#include "nn/rotary.h"
#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr double kTolerance = 3e-6;  // products and sums of normal numbers

// Where the patch lies along a side with `count` patches.
double place(int index, int count, const RotaryRule& rule) {
  const double step = rule.extent > 0 ? rule.extent / count : 1.0;
  return rule.origin + rule.offset * step + index * step;
}

// One head of width K, whose pairs are complex numbers.
tensor::Matrix naive(const tensor::Matrix& x, tensor::PatchGrid grid, const tensor::Vector& periods,
                     const RotaryRule& rule) {
  tensor::Matrix turned = x;
  const Eigen::Index quarter = periods.cols();
  for (int patch = 0; patch < grid.count(); ++patch) {
    for (Eigen::Index pair = 0; pair < 2 * quarter; ++pair) {
      const bool first_half = pair < quarter;
      const double along = first_half == rule.x_first ? place(patch % grid.cols, grid.cols, rule)
                                                      : place(patch / grid.cols, grid.rows, rule);
      const auto period = static_cast<double>(periods(first_half ? pair : pair - quarter));
      const Eigen::Index real = rule.neighbours ? 2 * pair : pair;
      const Eigen::Index imaginary = rule.neighbours ? 2 * pair + 1 : pair + 2 * quarter;
      const std::complex<double> number(static_cast<double>(x(patch, real)),
                                        static_cast<double>(x(patch, imaginary)));
      const std::complex<double> result = number * std::polar(1.0, along / period);
      turned(patch, real) = static_cast<float>(result.real());
      turned(patch, imaginary) = static_cast<float>(result.imag());
    }
  }
  return turned;
}

TEST_CASE("pairs turn as complex numbers do, by every rule and on every grid") {
  for (const bool x_first : {false, true}) {
    for (const bool neighbours : {false, true}) {
      for (const tensor::PatchGrid grid : {tensor::PatchGrid{1, 1}, {1, 6}, {5, 1}, {4, 7}}) {
        for (const double extent : {0.0, 3.0}) {
          const RotaryRule rule = {-1.5, extent, 0.25, x_first, neighbours};
          const tensor::Vector periods = test::random_matrix(1, 3, 1).cwiseAbs().array() + 0.2F;
          const tensor::Matrix x = test::random_matrix(grid.count(), 12, 2);
          tensor::Matrix got = x;
          rotate(got, rotation_of(grid, periods, rule), 0);
          CAPTURE(x_first);
          CAPTURE(neighbours);
          CAPTURE(extent);
          test::check_near(got, naive(x, grid, periods, rule), kTolerance);
        }
      }
    }
  }
}

TEST_CASE("what two patches say of each other depends on how far apart they are") {
  // Places count patches, so that the same step turns by the same angle everywhere.
  const RotaryRule rule = {0, 0, 0.5, true, true};
  constexpr tensor::PatchGrid kGrid{4, 5};
  const Rotation rotation =
      rotation_of(kGrid, test::random_matrix(1, 2, 3).cwiseAbs().array() + 0.5F, rule);
  const tensor::Matrix query = test::random_matrix(1, 8, 4);
  const tensor::Matrix key = test::random_matrix(1, 8, 5);
  const auto score = [&](int from, int to) {
    tensor::Matrix q = query;
    tensor::Matrix k = key;
    rotate(q, rotation, from);
    rotate(k, rotation, to);
    return static_cast<double>(q.row(0).dot(k.row(0)));
  };
  // One column right and one row down, from different places.
  const double expected = score(0, 6);
  for (const int from : {1, 2, 3, 5, 7, 11, 13}) {
    CHECK(score(from, from + 6) == doctest::Approx(expected).epsilon(1e-4));
  }
  CHECK(std::abs(score(0, 7) - expected) > 1e-3);
}

TEST_CASE("rotate: broken promises are bugs of the caller") {
  const Rotation rotation = rotation_of({2, 2}, tensor::Vector::Ones(2));  // K is 8
  tensor::Matrix too_many(4, 8);
  tensor::Matrix too_narrow(1, 12);
  CHECK_THROWS_AS(rotate(too_many, rotation, 1), std::logic_error);
  CHECK_THROWS_AS(rotate(too_narrow, rotation, 0), std::logic_error);
}

}  // namespace
}  // namespace vitviz::nn
