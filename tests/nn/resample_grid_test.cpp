// SPDX-License-Identifier: Apache-2.0
#include "nn/resample_grid.h"

#include <cmath>

#include <doctest/doctest.h>

#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr double kTolerance = 2e-6;  // weighted sums of normal numbers with weights that sum to 1

TEST_CASE("the same grid gives the same table, to the bit") {
  const tensor::Matrix table = test::random_matrix(12, 5, 1);
  CHECK(resample_grid(table, {3, 4}, {3, 4}, GridFilter::kBicubicAntialiased) == table);
}

TEST_CASE("a constant table stays constant on any grid") {
  const tensor::Matrix table = tensor::Matrix::Constant(36, 2, 0.75F);
  for (const tensor::PatchGrid to : {tensor::PatchGrid{1, 1}, {4, 9}, {13, 3}, {40, 2}}) {
    for (const GridFilter filter :
         {GridFilter::kBicubicAntialiased, GridFilter::kBilinearAntialiased}) {
      const auto got = resample_grid(table, {6, 6}, to, filter);
      test::check_near(got, tensor::Matrix::Constant(to.count(), 2, 0.75F), kTolerance);
    }
  }
}

TEST_CASE("a transposed table gives the transposed result") {
  const tensor::Matrix table = test::random_matrix(6 * 6, 1, 2);
  tensor::Matrix transposed(36, 1);
  for (int i = 0; i < 36; ++i) transposed(i % 6 * 6 + i / 6, 0) = table(i, 0);
  const auto wide = resample_grid(table, {6, 6}, {4, 9}, GridFilter::kBicubicAntialiased);
  const auto tall = resample_grid(transposed, {6, 6}, {9, 4}, GridFilter::kBicubicAntialiased);
  for (int row = 0; row < 4; ++row) {
    for (int col = 0; col < 9; ++col) {
      CHECK(std::abs(wide(row * 9 + col, 0) - tall(col * 4 + row, 0)) <= kTolerance);
    }
  }
}

TEST_CASE("the antialiased triangle reaches over two steps, and is cut at the border") {
  tensor::Matrix table(4, 1);
  table << 1, 0, 0, 0;
  const auto halved = resample_grid(table, {1, 4}, {1, 2}, GridFilter::kBilinearAntialiased);
  CHECK(halved(0, 0) == doctest::Approx(3.0 / 7));  // weights 3/4, 3/4 and 1/4
  CHECK(halved(1, 0) == 0.0F);
  const auto doubled = resample_grid(table, {1, 4}, {1, 8}, GridFilter::kBilinearAntialiased);
  CHECK(doubled(0, 0) == doctest::Approx(1.0));
  CHECK(doubled(1, 0) == doctest::Approx(0.75));
  CHECK(doubled(2, 0) == doctest::Approx(0.25));
}

TEST_CASE("of a table of distances the near ones stay, and the far ones are spread") {
  tensor::Matrix table(5, 1);
  table << 10, 20, 30, 40, 50;  // distances -2 to 2
  const auto wide = resample_grid(table, {1, 5}, {1, 9}, GridFilter::kGeometric);
  tensor::Matrix expected(9, 1);
  // The ends are put at ±2.5, as far as the rule spreads; what lies beyond is theirs.
  expected << 10, 10, 20 - 20.0F / 3, 20, 30, 40, 40 + 20.0F / 3, 50, 50;
  test::check_near(wide, expected, 1e-4);
  const auto narrow = resample_grid(table, {1, 5}, {1, 3}, GridFilter::kGeometric);
  test::check_near(narrow, (tensor::Matrix(3, 1) << 20, 30, 40).finished(), kTolerance);
}

}  // namespace
}  // namespace vitviz::nn
