// SPDX-License-Identifier: Apache-2.0
#include "features/standard_scores.h"

#include <cmath>
#include <limits>

#include "base/check.h"

namespace vitviz::features {
namespace {

// Below this share of the mean a deviation is nothing but rounding: the feature is constant.
double rounding_of(double mean, Eigen::Index rows) {
  return std::abs(mean) * static_cast<double>(rows) * std::numeric_limits<double>::epsilon();
}

}  // namespace

StandardScores standard_scores_of(tensor::ConstMatrixRef features) {
  VITVIZ_CHECK(features.rows() >= 1);
  const auto rows = static_cast<double>(features.rows());
  StandardScores scores;
  scores.mean = features.cast<double>().colwise().sum() / rows;
  Eigen::RowVectorXd squares = Eigen::RowVectorXd::Zero(features.cols());
  for (Eigen::Index row = 0; row < features.rows(); ++row) {
    squares += (features.row(row).cast<double>() - scores.mean).cwiseAbs2();
  }
  scores.deviation = (squares / rows).cwiseSqrt();
  for (Eigen::Index d = 0; d < features.cols(); ++d) {
    double& deviation = scores.deviation[d];
    if (deviation <= rounding_of(scores.mean[d], features.rows())) deviation = 1.0;
  }
  return scores;
}

DoubleMatrix StandardScores::of(tensor::ConstMatrixRef features) const {
  VITVIZ_CHECK(features.cols() == mean.cols());
  DoubleMatrix scores = features.cast<double>();
  scores.rowwise() -= mean;
  scores.array().rowwise() /= deviation.array();
  return scores;
}

}  // namespace vitviz::features
