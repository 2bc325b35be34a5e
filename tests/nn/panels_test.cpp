// SPDX-License-Identifier: Apache-2.0
#include "nn/panels.h"

#include <vector>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

// Small whole numbers are exact as floats and as bfloat16, and so are their sums.
tensor::Matrix whole_numbers(Eigen::Index rows, Eigen::Index cols, unsigned seed) {
  return (4 * test::random_matrix(rows, cols, seed)).array().round();
}

// The product's elements of `row`, padded to whole groups.
std::vector<std::byte> elements_of(const PanelProduct& product, const tensor::Matrix& rows,
                                   std::size_t stride) {
  std::vector<std::byte> elements(static_cast<std::size_t>(rows.rows()) * stride *
                                  product.element_bytes);
  for (Eigen::Index row = 0; row < rows.rows(); ++row) {
    product.round(rows.row(row).data(), static_cast<std::size_t>(rows.cols()),
                  elements.data() + static_cast<std::size_t>(row) * stride * product.element_bytes);
  }
  return elements;
}

void check_products(Precision precision, int depth, int columns) {
  const PanelProduct& product = panel_product(precision);
  const tensor::Matrix a = whole_numbers(PanelProduct::kRows, depth, 1);
  const tensor::Matrix b = whole_numbers(depth, columns, 2);
  Panels by_row(product, static_cast<std::size_t>(depth), static_cast<std::size_t>(columns));
  Panels by_column(product, static_cast<std::size_t>(depth), static_cast<std::size_t>(columns));
  for (int row = 0; row < depth; ++row) {
    const auto elements = elements_of(product, b.row(row), static_cast<std::size_t>(columns));
    by_row.set_row(static_cast<std::size_t>(row), elements.data(),
                   static_cast<std::size_t>(columns));
  }
  for (int column = 0; column < columns; ++column) {
    const auto elements =
        elements_of(product, b.col(column).transpose(), static_cast<std::size_t>(depth));
    by_column.set_column(static_cast<std::size_t>(column), elements.data(),
                         static_cast<std::size_t>(depth));
  }

  const std::size_t stride = by_row.depth();
  const auto rows = elements_of(product, a, stride);
  const auto padded = static_cast<Eigen::Index>(by_row.columns());
  tensor::Matrix got(PanelProduct::kRows, padded);
  by_column.multiply_columns(rows.data(), stride, 0, by_column.columns(), got.data(),
                             by_row.columns());
  CHECK(got.leftCols(columns) == a * b);
  CHECK(got.rightCols(padded - columns).isZero());
  by_row.add_rows(rows.data(), stride, 0, stride, got.data(), by_row.columns());
  CHECK(got.leftCols(columns) == 2 * a * b);
}

TEST_CASE("products with packed columns and rows are exact on whole numbers") {
  for (const Precision precision : {Precision::kF32, Precision::kBf16}) {
    if (precision == Precision::kBf16 && !computes_bf16()) continue;
    for (const int depth : {1, 2, 3, 64, 88}) {
      for (const int columns : {1, 15, 16, 17, 33, 63, 64, 65, 113, 200}) {
        CAPTURE(depth);
        CAPTURE(columns);
        check_products(precision, depth, columns);
      }
    }
  }
}

}  // namespace
}  // namespace vitviz::nn
