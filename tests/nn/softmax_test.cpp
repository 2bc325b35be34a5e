// SPDX-License-Identifier: Apache-2.0
#include "nn/softmax.h"

#include <numbers>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr double kTolerance = 1e-6;  // a few roundings of numbers below 1

tensor::Matrix naive_softmax(const tensor::Matrix& scores) {
  test::DoubleMatrix shares = scores.cast<double>();
  for (Eigen::Index row = 0; row < shares.rows(); ++row) {
    shares.row(row) = (shares.row(row).array() - shares.row(row).maxCoeff()).exp();
    shares.row(row) /= shares.row(row).sum();
  }
  return shares.cast<float>();
}

TEST_CASE("softmax of [0, ln 2, -ln 2] is [2, 4, 1] / 7") {
  constexpr float kLn2 = std::numbers::ln2_v<float>;
  tensor::Matrix scores(1, 3);
  scores << 0, kLn2, -kLn2;
  softmax_rows(scores);
  tensor::Matrix want(1, 3);
  want << 2.0F / 7, 4.0F / 7, 1.0F / 7;
  test::check_near(scores, want, kTolerance);
}

TEST_CASE("softmax agrees with its double twin for every length of the tail") {
  for (int cols = 1; cols <= 70; ++cols) {
    CAPTURE(cols);
    const tensor::Matrix scores = test::random_matrix(3, cols, static_cast<unsigned>(cols));
    tensor::Matrix got = scores;
    softmax_rows(got);
    test::check_near(got, naive_softmax(scores), kTolerance);
  }
}

TEST_CASE("softmax leaves what lies beside the rows alone, and survives large scores") {
  tensor::Matrix wide = tensor::Matrix::Constant(2, 40, 3e4F);
  softmax_rows(wide.leftCols(20));
  CHECK(wide.rightCols(20).isConstant(3e4F));
  test::check_near(wide.leftCols(20), tensor::Matrix::Constant(2, 20, 0.05F), kTolerance);
}

TEST_CASE("softmax rows sum to 1 for thousands of tokens") {
  tensor::Matrix scores = test::random_matrix(2, 5000, 7);
  softmax_rows(scores);
  for (Eigen::Index row = 0; row < scores.rows(); ++row) {
    CHECK(scores.row(row).cast<double>().sum() == doctest::Approx(1).epsilon(kTolerance));
  }
}

}  // namespace
}  // namespace vitviz::nn
