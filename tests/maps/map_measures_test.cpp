// SPDX-License-Identifier: Apache-2.0
#include "maps/map_measures.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "support/random_matrix.h"
#include "tensor/row_span.h"

namespace vitviz::maps {
namespace {

constexpr double kRounding = 1e-12;  // of sums of a few hundred doubles

std::vector<float> map_of(std::size_t patches, float number) {
  return std::vector<float>(patches, number);
}

TEST_CASE("an even map has log2 N bits, a tenth in a tenth of its patches, and a central centre") {
  const auto measures = measure_map(map_of(20, 0.25F), {.rows = 4, .cols = 5}).value();
  CHECK(measures.entropy == doctest::Approx(std::log2(20.0)).epsilon(kRounding));
  CHECK(measures.concentration == doctest::Approx(0.1).epsilon(kRounding));
  CHECK(measures.col == doctest::Approx(2.5).epsilon(kRounding));
  CHECK(measures.row == doctest::Approx(2).epsilon(kRounding));
}

TEST_CASE("a map of one patch has no entropy, and lies there") {
  std::vector<float> map = map_of(12, 0);
  map[7] = 3;
  const auto measures = measure_map(map, {.rows = 3, .cols = 4}).value();
  CHECK(measures.entropy == 0);
  CHECK_FALSE(std::signbit(measures.entropy));
  CHECK(measures.concentration == 1);
  CHECK(measures.col == 3.5);
  CHECK(measures.row == 1.5);
}

TEST_CASE("shares of 1/2, 1/4, 1/8 and 1/8 are 1.75 bits, whatever the sum") {
  for (const float scale : {1.0F, 16.0F, 1e-20F}) {
    const std::vector<float> map = {4 * scale, 2 * scale, scale, scale};
    const auto measures = measure_map(map, {.rows = 2, .cols = 2}).value();
    CHECK(measures.entropy == doctest::Approx(1.75).epsilon(1e-6));
    CHECK(measures.concentration == doctest::Approx(0.5).epsilon(1e-6));  // 1 of 4 patches
    CHECK(measures.col == doctest::Approx(0.875).epsilon(1e-6));
    CHECK(measures.row == doctest::Approx(0.75).epsilon(1e-6));
  }
}

TEST_CASE("a tenth of the patches is rounded up") {
  std::vector<float> map = map_of(11, 1);
  map[0] = 3;
  map[10] = 2;  // the strongest two of eleven: 5 of 14
  const auto measures = measure_map(map, {.rows = 1, .cols = 11}).value();
  CHECK(measures.concentration == doctest::Approx(5.0 / 14).epsilon(kRounding));
}

TEST_CASE("a map of zeros has no measures") {
  CHECK_FALSE(measure_map(map_of(6, 0), {.rows = 2, .cols = 3}));
}

// The definitions once more, in the plainest way: the whole map as a distribution, then sorted.
MapMeasures naive_measures(std::span<const float> map, tensor::PatchGrid grid) {
  std::vector<double> shares(map.begin(), map.end());
  double sum = 0;
  for (const double share : shares) sum += share;
  for (double& share : shares) share /= sum;
  MapMeasures measures;
  for (int row = 0; row < grid.rows; ++row) {
    for (int col = 0; col < grid.cols; ++col) {
      const double share = shares[static_cast<std::size_t>(row * grid.cols + col)];
      measures.entropy += share * std::log(1 / share) / std::log(2);
      measures.col += share * (col + 0.5);
      measures.row += share * (row + 0.5);
    }
  }
  std::sort(shares.rbegin(), shares.rend());
  for (std::size_t i = 0; 10 * i < shares.size(); ++i) measures.concentration += shares[i];
  return measures;
}

TEST_CASE("measures are those of a naive twin") {
  for (const auto& [rows, cols] : {std::pair{1, 1}, {2, 5}, {14, 14}, {24, 37}}) {
    const tensor::PatchGrid grid{.rows = rows, .cols = cols};
    const tensor::Matrix map = test::random_matrix(1, grid.count(), 3).cwiseAbs();
    const auto got = measure_map(tensor::row_span(map, 0), grid).value();
    const MapMeasures want = naive_measures(tensor::row_span(map, 0), grid);
    CHECK(got.entropy == doctest::Approx(want.entropy).epsilon(kRounding));
    CHECK(got.concentration == doctest::Approx(want.concentration).epsilon(kRounding));
    CHECK(got.col == doctest::Approx(want.col).epsilon(kRounding));
    CHECK(got.row == doctest::Approx(want.row).epsilon(kRounding));
  }
}

}  // namespace
}  // namespace vitviz::maps
