// SPDX-License-Identifier: Apache-2.0
// The letters that stand for sizes, in comments and formulas everywhere:
//
//   T  tokens = prefix + N      N  patches = rows × cols     P  patch edge in pixels
//   D  width                    H  heads                     K  head width = D / H
//   L  blocks                   prefix = CLS, then distillation or register tokens
#pragma once

#include <Eigen/Core>

#include "tensor/grid.h"

namespace vitviz::tensor {

// Row-major, as every checkpoint and every NumPy array stores it: one token or patch per row.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::Matrix<float, 1, Eigen::Dynamic>;

// Views of some columns or rows of a Matrix; rows may lie further apart than they are wide.
using MatrixRef = Eigen::Ref<Matrix, 0, Eigen::OuterStride<>>;
using ConstMatrixRef = Eigen::Ref<const Matrix, 0, Eigen::OuterStride<>>;
using VectorRef = Eigen::Ref<Vector>;
using ConstVectorRef = Eigen::Ref<const Vector>;

}  // namespace vitviz::tensor
