// SPDX-License-Identifier: Apache-2.0
#include "maps/top_eigenvectors.h"

#include <algorithm>
#include <optional>
#include <random>

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include "base/check.h"

namespace vitviz::maps {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

constexpr Index kSmall = 128;        // a full decomposition takes a few milliseconds
constexpr Index kMoreVectors = 8;    // beside twice as many as are wanted
constexpr int kMostIterations = 60;  // after which a full decomposition would have been as quick
constexpr double kExact = 1e-10;     // the residual, of the largest eigenvalue

// The same numbers on every platform.
MatrixXd random_columns(Index rows, Index cols) {
  std::mt19937 generator(1);
  constexpr double kRange = 4294967296.0;
  return MatrixXd::NullaryExpr(rows, cols,
                               [&] { return static_cast<double>(generator()) / kRange - 0.5; });
}

MatrixXd orthonormal(const MatrixXd& columns) {
  const Eigen::HouseholderQR<MatrixXd> qr(columns);
  return qr.householderQ() * MatrixXd::Identity(columns.rows(), columns.cols());
}

// The last columns, in the opposite order: eigenvalues ascend.
MatrixXd last_columns(const MatrixXd& columns, Index count) {
  return columns.rightCols(count).rowwise().reverse();
}

MatrixXd by_full_decomposition(const MatrixXd& matrix, int count) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(matrix);
  VITVIZ_CHECK(solver.info() == Eigen::Success);
  return last_columns(solver.eigenvectors(), count);
}

// Each iteration multiplies the space by the matrix, so that its share in the largest eigenvectors
// grows, and finds the best vectors in it (Rayleigh and Ritz).
std::optional<MatrixXd> by_iteration(const MatrixXd& matrix, int count) {
  MatrixXd space = orthonormal(random_columns(matrix.rows(), 2 * count + kMoreVectors));
  for (int iteration = 0; iteration < kMostIterations; ++iteration) {
    const MatrixXd image = matrix * space;
    const Eigen::SelfAdjointEigenSolver<MatrixXd> ritz(space.transpose() * image);
    const MatrixXd vectors = last_columns(ritz.eigenvectors(), count);
    const Eigen::VectorXd values = ritz.eigenvalues().tail(count).reverse();
    const MatrixXd residual = image * vectors - space * vectors * values.asDiagonal();
    if (residual.colwise().norm().maxCoeff() <= kExact * values(0)) return space * vectors;
    space = orthonormal(image);
  }
  return std::nullopt;
}

}  // namespace

MatrixXd top_eigenvectors(const MatrixXd& matrix, int count) {
  const Index size = matrix.rows();
  VITVIZ_CHECK(count >= 1 && count <= size && matrix.cols() == size);
  if (size <= kSmall || 4 * count > size) return by_full_decomposition(matrix, count);
  const auto found = by_iteration(matrix, count);
  return found ? *found : by_full_decomposition(matrix, count);
}

}  // namespace vitviz::maps
