// SPDX-License-Identifier: Apache-2.0
// The linear probe: multinomial logistic regression with an L2 penalty.
//
//   P(class k | x) = softmax(W x + b)_k        W [classes, D], b [classes]
//
// W and b minimise   Σ_photos −log P(label | x)  +  ‖W‖² / (2 C),
// the objective of scikit-learn's LogisticRegression(C); b is not penalised. For two classes
// scikit-learn has one vector w = W₁ − W₀ and the penalty ‖w‖² / (2 C): here that is ‖W‖² / C,
// which has the same minimum.
#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "features/standard_scores.h"

namespace vitviz::features {

struct SoftmaxRegression {
  DoubleMatrix weights;        // W
  Eigen::VectorXd intercepts;  // b

  // The likeliest class of each row of x [n, D].
  [[nodiscard]] std::vector<int> predict(const DoubleMatrix& x) const;
};

struct RegressionRule {
  double c = 1.0;
  // Of the objective per photo, the length of its gradient that counts as none.
  double tolerance = 1e-5;
  int most_steps = 1000;
};

// Starts from `start`, or from zeros where that is empty; by L-BFGS.
// Requires: a label in [0, classes) for each row of x [n, D], and a row for each class; at least
// two classes; finite numbers; c > 0. Throws base::Stopped where a stop is requested.
[[nodiscard]] SoftmaxRegression fit_softmax_regression(const RegressionRule& rule,
                                                       const DoubleMatrix& x,
                                                       std::span<const int> labels, int classes,
                                                       const SoftmaxRegression& start = {},
                                                       const std::stop_token& stop = {});

}  // namespace vitviz::features
