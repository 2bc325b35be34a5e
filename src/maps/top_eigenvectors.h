// SPDX-License-Identifier: Apache-2.0
// The few directions of greatest variance, without the many others.
#pragma once

#include <Eigen/Core>

namespace vitviz::maps {

// The eigenvectors of the `count` largest eigenvalues of a symmetric matrix without negative ones,
// as columns, the largest first: [n, count]. By subspace iteration (H. Rutishauser, 1969) until
// each is as exact as doubles have it where eigenvalues fall off quickly, and by a full
// decomposition of small matrices and where they do not. The same matrix always gives the same
// vectors; their signs are free. Requires: 1 <= count <= n.
[[nodiscard]] Eigen::MatrixXd top_eigenvectors(const Eigen::MatrixXd& matrix, int count);

}  // namespace vitviz::maps
