// SPDX-License-Identifier: Apache-2.0
#include "support/matrix_near.h"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace vitviz::test {
namespace {

tensor::ConstMatrixRef as_row(std::span<const float> values) {
  return Eigen::Map<const tensor::Matrix>(values.data(), 1,
                                          static_cast<Eigen::Index>(values.size()));
}

}  // namespace

Difference compare(tensor::ConstMatrixRef got, tensor::ConstMatrixRef want) {
  if (got.rows() != want.rows() || got.cols() != want.cols()) {
    return {std::numeric_limits<double>::infinity(),
            fmt::format("shape [{}, {}] instead of [{}, {}]", got.rows(), got.cols(), want.rows(),
                        want.cols())};
  }
  Difference worst;
  for (Eigen::Index row = 0; row < got.rows(); ++row) {
    for (Eigen::Index col = 0; col < got.cols(); ++col) {
      double distance =
          std::abs(static_cast<double>(got(row, col)) - static_cast<double>(want(row, col)));
      if (std::isnan(distance)) distance = std::numeric_limits<double>::infinity();
      if (distance <= worst.largest) continue;
      worst = {distance, fmt::format("at [{}, {}]: {} instead of {}", row, col, got(row, col),
                                     want(row, col))};
    }
  }
  return worst;
}

void check_near(tensor::ConstMatrixRef got, tensor::ConstMatrixRef want, double tolerance) {
  const Difference worst = compare(got, want);
  INFO(worst.message);
  CHECK(worst.largest <= tolerance);
}

void check_near(std::span<const float> got, std::span<const float> want, double tolerance) {
  check_near(as_row(got), as_row(want), tolerance);
}

}  // namespace vitviz::test
