// SPDX-License-Identifier: Apache-2.0
#include "tensor/row_span.h"

#include <algorithm>
#include <type_traits>

#include <doctest/doctest.h>

namespace vitviz::tensor {
namespace {

TEST_CASE("row_span: a row of a matrix, and of a view that is narrower") {
  Matrix matrix(3, 4);
  for (int i = 0; i < 12; ++i) matrix.data()[i] = static_cast<float>(i);
  const auto row = row_span(matrix, 1);
  CHECK(std::equal(row.begin(), row.end(), matrix.data() + 4, matrix.data() + 8));
  row[0] = -1;
  CHECK(matrix(1, 0) == -1);

  const ConstMatrixRef view = matrix.middleCols(1, 2);
  const auto part = row_span(view, 2);
  static_assert(std::is_same_v<decltype(part), const std::span<const float>>);
  CHECK(part.size() == 2);
  CHECK(part.data() == matrix.data() + 9);
}

}  // namespace
}  // namespace vitviz::tensor
