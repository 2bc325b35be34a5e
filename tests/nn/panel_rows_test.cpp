// SPDX-License-Identifier: Apache-2.0
#include "nn/panel_rows.h"

#include <bit>
#include <cstdint>

#include <doctest/doctest.h>

#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

// bfloat16 by its definition: the upper half of a float, rounded to nearest even.
std::uint16_t rounded(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return static_cast<std::uint16_t>((bits + 0x7FFFU + ((bits >> 16U) & 1U)) >> 16U);
}

TEST_CASE("floats are read where they lie, if nothing pads them") {
  const PanelProduct& product = panel_product(Precision::kF32);
  const auto whole = static_cast<Eigen::Index>(2 * product.row_step);
  const tensor::Matrix all = test::random_matrix(whole + 1, 40, 1);
  const auto x = all.block(0, 3, whole, 20);
  const PanelRows rows = panel_rows(product, x);
  CHECK(rows.elements == x.data());
  CHECK(rows.stride == 40);
  CHECK(rows.count == 2 * product.row_step);
}

TEST_CASE("rows up to a whole step are 0") {
  const PanelProduct& product = panel_product(Precision::kF32);
  const tensor::Matrix x = test::random_matrix(1, 10, 1);
  // What was there before must not be seen.
  (void)panel_rows(product, tensor::Matrix::Constant(9, 50, 77));
  const PanelRows rows = panel_rows(product, x);
  CHECK(rows.count == product.row_step);
  const auto* const elements = static_cast<const float*>(rows.elements);
  for (std::size_t i = 0; i < rows.stride * rows.count; ++i) {
    CHECK(elements[i] == (i < 10 ? x(0, static_cast<Eigen::Index>(i)) : 0.0F));
  }
}

TEST_CASE("rounded rows are those of the definition, and 0 up to a whole step") {
  if (!computes_bf16()) return;
  const PanelProduct& product = panel_product(Precision::kBf16);
  (void)panel_rows(product, tensor::Matrix::Constant(40, 200, 77));
  for (const int cols : {1, 15, 31, 32, 33, 64, 75, 100}) {
    CAPTURE(cols);
    const tensor::Matrix x = test::random_matrix(3, cols, 2);
    const PanelRows rows = panel_rows(product, x);
    CHECK(rows.count == product.row_step);
    CHECK(rows.stride % product.depth_step == 0);
    const auto* const elements = static_cast<const std::uint16_t*>(rows.elements);
    for (std::size_t row = 0; row < rows.count; ++row) {
      for (std::size_t col = 0; col < rows.stride; ++col) {
        const bool is_there = row < 3 && col < static_cast<std::size_t>(cols);
        const auto i = static_cast<Eigen::Index>(row);
        const auto j = static_cast<Eigen::Index>(col);
        CHECK(elements[row * rows.stride + col] == (is_there ? rounded(x(i, j)) : 0));
      }
    }
  }
}

}  // namespace
}  // namespace vitviz::nn
