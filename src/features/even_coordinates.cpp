// SPDX-License-Identifier: Apache-2.0
#include "features/even_coordinates.h"

namespace vitviz::features {

EvenCoordinates::EvenCoordinates(const Eigen::MatrixXd& covariance, Eigen::Index classes,
                                 double penalty)
    : is_identity_(covariance.size() == 0) {
  if (is_identity_) return;
  const double share = 1.0 / static_cast<double>(classes);
  Eigen::MatrixXd curvature = share * (1.0 - share) * covariance;
  curvature.diagonal().array() += penalty;
  cholesky_.compute(curvature);
}

void EvenCoordinates::to_weights(DoubleMatrix& z) const {
  if (!is_identity_) cholesky_.matrixL().solveInPlace<Eigen::OnTheRight>(z);
}

DoubleMatrix EvenCoordinates::from_weights(const DoubleMatrix& weights) const {
  if (is_identity_) return weights;
  return weights * cholesky_.matrixL().toDenseMatrix();
}

void EvenCoordinates::to_gradient(DoubleMatrix& of_weights) const {
  if (!is_identity_) cholesky_.matrixU().solveInPlace<Eigen::OnTheRight>(of_weights);
}

}  // namespace vitviz::features
