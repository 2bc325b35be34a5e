// SPDX-License-Identifier: Apache-2.0
// Reproducible numbers for tests whose oracle is a naive twin in double precision.
#pragma once

#include <random>

#include "tensor/shapes.h"

namespace vitviz::test {

using DoubleMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Normally distributed; the same for the same arguments on every platform with the same library.
inline tensor::Matrix random_matrix(Eigen::Index rows, Eigen::Index cols, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<float> normal;
  return tensor::Matrix::NullaryExpr(rows, cols, [&] { return normal(generator); });
}

}  // namespace vitviz::test
