// SPDX-License-Identifier: Apache-2.0
// Coordinates of a softmax regression in which its minimum is found in tens of steps instead of
// hundreds.
#pragma once

#include <Eigen/Cholesky>

#include "features/standard_scores.h"

namespace vitviz::features {

// Z = W L, in which the objective is about as steep in all directions: L Lᵀ is the curvature where
// all classes are equally likely, (1 / K) (1 − 1 / K) of the features' covariance, and the penalty.
class EvenCoordinates {
 public:
  // Without a covariance [D, D], Z = W. Requires: penalty > 0.
  EvenCoordinates(const Eigen::MatrixXd& covariance, Eigen::Index classes, double penalty);

  // Z [K, D] → W, in place.
  void to_weights(DoubleMatrix& z) const;

  // W [K, D] → Z.
  [[nodiscard]] DoubleMatrix from_weights(const DoubleMatrix& weights) const;

  // The gradient by W → that by Z, in place.
  void to_gradient(DoubleMatrix& of_weights) const;

 private:
  bool is_identity_;
  Eigen::LLT<Eigen::MatrixXd> cholesky_;
};

}  // namespace vitviz::features
