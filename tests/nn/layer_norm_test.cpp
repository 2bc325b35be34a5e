// SPDX-License-Identifier: Apache-2.0
#include "nn/layer_norm.h"

#include <cmath>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr double kTolerance = 2e-6;  // normalised values are below 5; measured 6e-7

tensor::Matrix naive(const LayerNorm& norm, const tensor::Matrix& x) {
  test::DoubleMatrix y = x.cast<double>();
  for (Eigen::Index row = 0; row < y.rows(); ++row) {
    y.row(row).array() -= y.row(row).mean();
    const double variance = y.row(row).squaredNorm() / static_cast<double>(y.cols());
    y.row(row) /= std::sqrt(variance + static_cast<double>(norm.epsilon));
    y.row(row) = y.row(row).cwiseProduct(norm.scale.cast<double>()) + norm.shift.cast<double>();
  }
  return y.cast<float>();
}

TEST_CASE("layer norm agrees with its double twin") {
  for (const int width : {1, 2, 3, 48, 192, 385}) {
    CAPTURE(width);
    const LayerNorm norm{test::random_matrix(1, width, 1), test::random_matrix(1, width, 2), 1e-6F};
    const tensor::Matrix x = test::random_matrix(70, width, 3);
    tensor::Matrix y(x.rows(), x.cols());
    norm.apply(x, y);
    test::check_near(y, naive(norm, x), kTolerance * 4);
  }
}

TEST_CASE("layer norm works in place and keeps its digits far from zero") {
  const LayerNorm norm{tensor::Vector::Ones(64), tensor::Vector::Zero(64), 1e-6F};
  // Steps of 1/16 on top of 1024 are exact in float, so the twin sees the same numbers.
  tensor::Matrix x(1, 64);
  for (Eigen::Index i = 0; i < 64; ++i) x(0, i) = 1024 + static_cast<float>(i) / 16;
  const tensor::Matrix want = naive(norm, x);
  norm.apply(x, x);
  test::check_near(x, want, kTolerance);
}

TEST_CASE("a constant row becomes the shift") {
  const LayerNorm norm{tensor::Vector::Ones(8), tensor::Vector::Constant(8, 0.5F), 1e-6F};
  tensor::Matrix x = tensor::Matrix::Constant(2, 8, 3);
  norm.apply(x, x);
  CHECK(x.isConstant(0.5F));
}

}  // namespace
}  // namespace vitviz::nn
