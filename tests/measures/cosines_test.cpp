// SPDX-License-Identifier: Apache-2.0
#include "measures/cosines.h"

#include <cmath>

#include <doctest/doctest.h>

#include "support/random_matrix.h"

namespace vitviz::measures {
namespace {

constexpr double kTolerance = 1e-6;  // of cosines, from units that are floats
// Of a deviation near 0, which is the root of a difference of two floats' sums.
constexpr double kNearNothing = 1e-3;

// Of the cosines of all pairs of different rows, one by one.
Spread pair_by_pair(const test::DoubleMatrix& tokens) {
  std::vector<double> cosines;
  for (Eigen::Index a = 0; a < tokens.rows(); ++a) {
    for (Eigen::Index b = 0; b < tokens.rows(); ++b) {
      const double lengths = tokens.row(a).norm() * tokens.row(b).norm();
      if (a != b) cosines.push_back(lengths > 0 ? tokens.row(a).dot(tokens.row(b)) / lengths : 0);
    }
  }
  const Eigen::Map<const Eigen::ArrayXd> all(cosines.data(), std::ssize(cosines));
  return {all.mean(), std::sqrt((all - all.mean()).square().mean())};
}

void check_near(const Spread& got, const Spread& want) {
  CHECK(std::abs(got.mean - want.mean) <= kTolerance);
  CHECK(std::abs(got.deviation - want.deviation) <= kTolerance);
}

TEST_CASE("rows become units, a row of zeros stays") {
  const float tiny = std::ldexp(1.0F, -100);  // whose square is no float
  const tensor::Matrix tokens =
      (tensor::Matrix(3, 2) << 3, 4, 0, 0, -3 * tiny, 4 * tiny).finished();
  const tensor::Matrix want = (tensor::Matrix(3, 2) << 0.6F, 0.8F, 0, 0, -0.6F, 0.8F).finished();
  CHECK((unit_rows(tokens) - want).cwiseAbs().maxCoeff() <= static_cast<float>(kTolerance));
}

TEST_CASE("cosines to one token: the same, the opposite, a right angle, and a zero") {
  const tensor::Matrix others = (tensor::Matrix(4, 2) << 5, 0, -2, 0, 0, 3, 0, 0).finished();
  const Spread got = cosines_to(tensor::Vector(unit_rows(others).row(0)), unit_rows(others));
  check_near(got, {0, std::sqrt(0.5)});  // of 1, −1, 0, 0
}

TEST_CASE(
    "cosines among tokens are those of all pairs, for more tokens than dimensions and fewer") {
  for (const auto& [tokens, width] : {std::pair(40, 7), std::pair(7, 40), std::pair(12, 12),
                                      std::pair(300, 7), std::pair(300, 310)}) {
    CAPTURE(tokens);
    tensor::Matrix matrix = test::random_matrix(tokens, width, 1).array() + 0.3F;
    check_near(cosines_among(unit_rows(matrix)), pair_by_pair(matrix.cast<double>()));
    matrix.row(2).setZero();
    matrix.row(5).setZero();
    check_near(cosines_among(unit_rows(matrix)), pair_by_pair(matrix.cast<double>()));
  }
}

TEST_CASE("of two directions at right angles, n tokens each, a pair agrees in n − 1 of 2n − 1") {
  const int n = 8;
  tensor::Matrix tokens = tensor::Matrix::Zero(2 * n, 3);
  tokens.topRows(n).col(0).setConstant(2);
  tokens.bottomRows(n).col(2).setConstant(5);
  const double agree = (n - 1) / (2.0 * n - 1);
  check_near(cosines_among(unit_rows(tokens)), {agree, std::sqrt(agree * (1 - agree))});
}

TEST_CASE("tokens that point the same way have the cosine 1 without deviation") {
  const tensor::Matrix tokens = test::random_matrix(1, 50, 3).replicate(30, 1);
  const Spread among = cosines_among(unit_rows(tokens));
  CHECK(std::abs(among.mean - 1) <= kTolerance);
  CHECK(among.deviation <= kNearNothing);
  const Spread to = cosines_to(tensor::Vector(unit_rows(tokens).row(0)), unit_rows(tokens));
  CHECK(std::abs(to.mean - 1) <= kTolerance);
  CHECK(to.deviation <= kNearNothing);
}

TEST_CASE("a single token has no pair") {
  const Spread got = cosines_among(unit_rows(test::random_matrix(1, 5, 4)));
  CHECK(got.mean == 0);
  CHECK(got.deviation == 0);
}

}  // namespace
}  // namespace vitviz::measures
