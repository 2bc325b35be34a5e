// SPDX-License-Identifier: Apache-2.0
#include "nn/panels.h"

#include <vector>

#include <doctest/doctest.h>

#include "nn/panel_product_amx.h"
#include "nn/panel_product_bf16.h"
#include "nn/panel_rows.h"
#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

// Small whole numbers are exact as floats and as bfloat16, and so are their sums.
tensor::Matrix whole_numbers(Eigen::Index rows, Eigen::Index cols, unsigned seed) {
  return (4 * test::random_matrix(rows, cols, seed)).array().round();
}

std::size_t index(Eigen::Index number) { return static_cast<std::size_t>(number); }

// All that this processor has.
std::vector<const PanelProduct*> products() {
  std::vector<const PanelProduct*> all = {&panel_product(Precision::kF32)};
  if (computes_bf16()) all.push_back(&panel_product_bf16());
  if (has_amx()) all.push_back(&panel_product_amx());
  return all;
}

struct Packed {
  Panels by_row;
  Panels by_column;

  // In two parts, the first of an odd number of rows or columns.
  Packed(const PanelProduct& product, const tensor::Matrix& b)
      : by_row(product, index(b.rows()), index(b.cols())),
        by_column(product, index(b.rows()), index(b.cols())) {
    const Eigen::Index rows = std::min<Eigen::Index>(b.rows(), 5);
    by_row.set_rows(0, index(rows), panel_rows(product, b.topRows(rows)), index(b.cols()));
    if (rows < b.rows()) {
      by_row.set_rows(index(rows), index(b.rows() - rows),
                      panel_rows(product, b.bottomRows(b.rows() - rows)), index(b.cols()));
    }
    const tensor::Matrix columns = b.transpose();
    const Eigen::Index first = std::min<Eigen::Index>(b.cols(), 7);
    by_column.set_columns(0, index(first), panel_rows(product, columns.topRows(first)));
    if (first < b.cols()) {
      by_column.set_columns(index(first), index(b.cols() - first),
                            panel_rows(product, columns.bottomRows(b.cols() - first)));
    }
  }
};

void check_products(const PanelProduct& product, std::size_t rows, int depth, int columns) {
  const auto count = static_cast<Eigen::Index>(rows);
  const tensor::Matrix a = whole_numbers(count, depth, 1);
  const tensor::Matrix b = whole_numbers(depth, columns, 2);
  const Packed packed(product, b);
  const PanelProducts lasting(product);
  const PanelRows elements = panel_rows(product, a);
  const std::size_t padded = packed.by_row.columns();
  tensor::Matrix got(count, static_cast<Eigen::Index>(padded));
  const PanelSums sums{got.data(), padded};
  packed.by_column.multiply_columns(elements, 0, padded, sums);
  CHECK(got.leftCols(columns) == a * b);
  CHECK(got.rightCols(got.cols() - columns).isZero());
  packed.by_row.add_rows(elements, 0, packed.by_row.depth(), sums);
  CHECK(got.leftCols(columns) == 2 * a * b);
}

TEST_CASE("products with packed columns and rows are exact on whole numbers") {
  for (const PanelProduct* product : products()) {
    CAPTURE(product->rows);
    CAPTURE(product->element_bytes);
    for (std::size_t rows = product->row_step; rows <= product->rows; rows += product->row_step) {
      for (const int depth : {1, 2, 3, 31, 64, 88}) {
        for (const int columns : {1, 15, 16, 17, 33, 63, 64, 65, 113, 200}) {
          CAPTURE(rows);
          CAPTURE(depth);
          CAPTURE(columns);
          check_products(*product, rows, depth, columns);
        }
      }
    }
  }
}

TEST_CASE("sums begin with the same row for all, or with nothing") {
  for (const PanelProduct* product : products()) {
    CAPTURE(product->rows);
    const auto rows = static_cast<Eigen::Index>(product->rows);
    const auto columns = static_cast<Eigen::Index>(product->panel_columns);
    const tensor::Matrix a = whole_numbers(rows, 64, 1);
    const tensor::Matrix b = whole_numbers(64, columns, 2);
    const tensor::Matrix first = whole_numbers(1, columns, 3);
    const Packed packed(*product, b);
    const PanelProducts lasting(*product);
    Panel panel = packed.by_row.part(0, 0, 64);
    panel.next = static_cast<const std::byte*>(panel.elements);
    panel.next_step = 40;  // fetching changes nothing
    tensor::Matrix got = tensor::Matrix::Constant(rows, columns, 77);
    const PanelSums sums{got.data(), index(columns)};
    product->multiply(panel_rows(*product, a), panel, {first.data(), 0}, sums);
    CHECK(got == (a * b).rowwise() + first.row(0));
    product->multiply(panel_rows(*product, a), panel, {}, sums);
    CHECK(got == a * b);
  }
}

}  // namespace
}  // namespace vitviz::nn
