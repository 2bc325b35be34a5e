// SPDX-License-Identifier: Apache-2.0
// The vector along which a graph falls in two: the eigenvector y of
//
//   (D − A) y = λ D y,   A symmetric and not negative, D the diagonal matrix of its row sums,
//
// with the second smallest λ. The smallest, 0, belongs to the vector of ones. J. Shi and J. Malik,
// "Normalized Cuts and Image Segmentation", 2000.
//
// With x = D^½ y it is the eigenvector of D^-½ A D^-½ with the second largest eigenvalue 1 − λ. It
// is sought in a small space that always grows by what is missing (Rayleigh and Ritz on a Krylov
// space, restarted with its best vectors), so A is only ever multiplied with vectors. A graph of
// several parts that are barely joined has many eigenvalues near 0, which such a space tells apart
// only slowly; therefore the space begins with vectors that the caller knows, one for each part.
#pragma once

#include <functional>
#include <span>

#include <Eigen/Core>

namespace vitviz::masks {

struct Eigenvector {
  Eigen::VectorXd values;  // y: [N], with yᵀ D y = 1
  double eigenvalue = 0;   // λ
  double residual =
      0;  // ‖D^-½ A D^-½ x − (1 − λ) x‖, at most kResidual unless the products ran out
  int products = 0;  // with A
};

inline constexpr double kResidual = 1e-8;

// So many products at the most. Where they do not suffice, the result is the best vector so far: it
// cuts the graph nearly as well as the right one, and is the same on every run.
inline constexpr int kMostProducts = 200;

using GraphProduct = std::function<Eigen::VectorXd(const Eigen::VectorXd&)>;  // x ↦ A x

// `parts` [N]: a number per vertex, equal where vertices are known to hang together; only a hint.
// Where λ belongs to several vectors the result is one of them, the same on every run. Its sign
// means nothing.
//
// Requires: N >= 2; the degrees [N], the diagonal of D, are above zero.
[[nodiscard]] Eigenvector second_eigenvector(const Eigen::VectorXd& degrees,
                                             const GraphProduct& product,
                                             std::span<const int> parts);

}  // namespace vitviz::masks
