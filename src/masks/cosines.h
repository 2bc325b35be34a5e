// SPDX-License-Identifier: Apache-2.0
// How alike all patches are: the cosines of their features, a square of them at a time.
#pragma once

#include <functional>

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::masks {

// Rows of length 1; a row of zeros stays one.
// Requires: the numbers are finite.
[[nodiscard]] tensor::Matrix unit_rows(tensor::ConstMatrixRef features);

// Rows and columns of a square of cosines, a multiple of 64.
inline constexpr int kTile = 256;

// Calls visit(first row, first column, cosines) for the squares of the upper triangle of U Uᵀ, U
// [N, D], the diagonal ones included; the last ones are smaller. Each is visited by one thread,
// several at a time. The cosines are the same for any number of threads.
using TileVisitor = std::function<void(int row, int col, const tensor::Matrix& cosines)>;
void for_each_tile(const tensor::Matrix& unit, base::ThreadPool& threads, const TileVisitor& visit);

// Otsu's threshold (otsu.h) of the cosines between different rows, in 1024 bins from −1 to 1. Of
// more than 1024 rows so many are taken, evenly spread. The upper class begins at it; 1 where there
// is only one class.
[[nodiscard]] double otsu_cosine(const tensor::Matrix& unit, base::ThreadPool& threads);

}  // namespace vitviz::masks
