// SPDX-License-Identifier: Apache-2.0
#include "features/softmax_regression.h"

#include <cmath>

#include <doctest/doctest.h>

#include "base/stopped.h"
#include "support/random_matrix.h"

namespace vitviz::features {
namespace {

// A feature that says nothing.
DoubleMatrix zeros(Eigen::Index rows) { return DoubleMatrix::Zero(rows, 1); }

TEST_CASE(
    "softmax regression: without a feature, the intercepts are the logarithms of the shares") {
  const std::vector<int> labels = {0, 1, 1, 2, 2, 2, 2};
  const SoftmaxRegression regression =
      fit_softmax_regression({.tolerance = 1e-9}, zeros(7), labels, 3);
  const Eigen::VectorXd& b = regression.intercepts;
  CHECK(b[1] - b[0] == doctest::Approx(std::log(2.0)).epsilon(1e-7));
  CHECK(b[2] - b[0] == doctest::Approx(std::log(4.0)).epsilon(1e-7));
  CHECK(b.sum() == doctest::Approx(0.0));  // of all equal minima, that beside the start
  CHECK(regression.weights.norm() == 0.0);
  CHECK(regression.predict(zeros(2)) == std::vector<int>{2, 2});
}

TEST_CASE("softmax regression: two photos have a closed form") {
  // x = ±1, one of each class: w solves C (2 / (1 + e^w)) = w, as scikit-learn's binary form has
  // it. With C = w₀ (1 + e^w₀) / 2 the solution is w₀.
  DoubleMatrix x(2, 1);
  x << -1, 1;
  const double w = 1.5;
  const double c = w * (1.0 + std::exp(w)) / 2.0;
  const SoftmaxRegression regression =
      fit_softmax_regression({.c = c, .tolerance = 1e-10}, x, std::vector<int>{0, 1}, 2);
  CHECK(regression.weights(1, 0) - regression.weights(0, 0) == doctest::Approx(w).epsilon(1e-8));
  CHECK(regression.intercepts[1] == doctest::Approx(0.0));
}

TEST_CASE("softmax regression: the gradient vanishes where it ends, from any start") {
  const DoubleMatrix x = test::random_matrix(60, 9, 3).cast<double>();
  std::vector<int> labels(60);
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = static_cast<int>(i % 4);
  const RegressionRule rule = {.c = 0.5, .tolerance = 1e-8};
  const SoftmaxRegression cold = fit_softmax_regression(rule, x, labels, 4);
  const SoftmaxRegression other = fit_softmax_regression({.c = 100.0}, x, labels, 4);
  const SoftmaxRegression warm = fit_softmax_regression(rule, x, labels, 4, other);
  CHECK((cold.weights - warm.weights).cwiseAbs().maxCoeff() < 1e-5);

  // d/dW of the objective, from its definition.
  DoubleMatrix p = x * cold.weights.transpose();
  p.rowwise() += cold.intercepts.transpose();
  p = p.array().exp();
  for (Eigen::Index row = 0; row < 60; ++row) {
    p.row(row) /= p.row(row).sum();
    p(row, labels[static_cast<std::size_t>(row)]) -= 1.0;
  }
  const DoubleMatrix gradient = p.transpose() * x + cold.weights / rule.c;
  CHECK(gradient.norm() < 60 * 1e-7);
}

TEST_CASE("softmax regression: huge features do not overflow") {
  DoubleMatrix x(4, 1);
  x << -1e6, -2e6, 1e6, 2e6;
  const std::vector<int> labels = {0, 0, 1, 1};
  const SoftmaxRegression regression = fit_softmax_regression({.c = 1e3}, x, labels, 2);
  CHECK(regression.weights.allFinite());
  CHECK(regression.predict(x) == labels);
}

TEST_CASE("softmax regression: a stop ends it") {
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(static_cast<void>(fit_softmax_regression({}, zeros(2), std::vector<int>{0, 1}, 2,
                                                           {}, source.get_token())),
                  base::Stopped);
}

}  // namespace
}  // namespace vitviz::features
