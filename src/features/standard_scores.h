// SPDX-License-Identifier: Apache-2.0
// Features in units of their own spread, so that the penalty of a regression weighs all of them
// alike and its minimum is found in few steps.
#pragma once

#include <Eigen/Core>

#include "tensor/shapes.h"

namespace vitviz::features {

// Row-major, as the features are.
using DoubleMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// (x − mean) / deviation for each of D features.
struct StandardScores {
  Eigen::RowVectorXd mean;
  Eigen::RowVectorXd deviation;  // of the population; 1 where a feature is constant

  [[nodiscard]] DoubleMatrix of(tensor::ConstMatrixRef features) const;
};

// Requires: a row.
[[nodiscard]] StandardScores standard_scores_of(tensor::ConstMatrixRef features);

}  // namespace vitviz::features
