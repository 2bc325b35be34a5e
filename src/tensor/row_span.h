// SPDX-License-Identifier: Apache-2.0
// One row of a matrix for everybody who takes plain numbers.
#pragma once

#include <cstddef>
#include <span>

#include "tensor/shapes.h"

namespace vitviz::tensor {

// The numbers of a row of a Matrix, or of a view of one: a row is contiguous in all of shapes.h.
// Only of what has a name, so that the numbers stay where they are.
template <typename Rows>
[[nodiscard]] auto row_span(Rows& rows, Eigen::Index row) {
  static_assert(Rows::IsRowMajor);
  return std::span(rows.row(row).data(), static_cast<std::size_t>(rows.cols()));
}

}  // namespace vitviz::tensor
