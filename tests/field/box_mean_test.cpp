// SPDX-License-Identifier: Apache-2.0
#include "field/box_mean.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::field {
namespace {

constexpr double kTolerance = 1e-6;  // one rounding of a mean of numbers below 1

// The definition, window by window.
tensor::Matrix mean_by_definition(const tensor::Matrix& plane, WindowReach reach) {
  tensor::Matrix means(plane.rows(), plane.cols());
  for (Eigen::Index y = 0; y < plane.rows(); ++y) {
    for (Eigen::Index x = 0; x < plane.cols(); ++x) {
      const Eigen::Index top = std::max<Eigen::Index>(0, y - reach.rows);
      const Eigen::Index left = std::max<Eigen::Index>(0, x - reach.cols);
      const Eigen::Index bottom = std::min(plane.rows() - 1, y + reach.rows);
      const Eigen::Index right = std::min(plane.cols() - 1, x + reach.cols);
      means(y, x) = static_cast<float>(
          plane.block(top, left, bottom - top + 1, right - left + 1).cast<double>().mean());
    }
  }
  return means;
}

TEST_CASE("box_mean is the mean of each window, also where it reaches beyond the plane") {
  for (const auto& [rows, cols] : {std::pair{1, 1}, {1, 9}, {9, 1}, {13, 17}, {40, 3}}) {
    const tensor::Matrix plane = test::random_matrix(rows, cols, 1);
    for (const WindowReach reach : {WindowReach{0, 0}, {1, 2}, {3, 0}, {8, 8}, {100, 100}}) {
      test::check_near(box_mean(plane, reach), mean_by_definition(plane, reach), kTolerance);
    }
  }
}

TEST_CASE("box_mean: broken promises are bugs of the caller") {
  CHECK_THROWS_AS((void)box_mean(tensor::Matrix::Zero(2, 2), {-1, 0}), std::logic_error);
}

}  // namespace
}  // namespace vitviz::field
