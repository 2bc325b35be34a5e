// SPDX-License-Identifier: Apache-2.0
#include "field/upsample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/matrix_near.h"
#include "support/scene.h"

namespace vitviz::field {
namespace {

constexpr double kTolerance = 1e-6;  // 16 float32 products of numbers below 1, and their weights

struct Case {
  tensor::PatchGrid grid;
  image::Size photo;
};

const Case kCases[] = {
    {{1, 1}, {1, 1}},   {{1, 1}, {7, 5}},    {{1, 9}, {40, 3}},  {{9, 1}, {1, 31}},
    {{2, 2}, {16, 16}}, {{3, 5}, {37, 23}},  {{5, 3}, {23, 41}}, {{6, 8}, {8, 6}},
    {{7, 9}, {4, 3}},   {{14, 14}, {9, 60}}, {{4, 7}, {1, 1}},   {{20, 27}, {131, 97}},
};
constexpr Upsample kAll[] = {Upsample::kNearest, Upsample::kBilinear, Upsample::kBicubic};

// The influence of a cell at distance `d` (in cells): the kernels as the literature writes them.
double kernel(double d, Upsample how) {
  d = std::abs(d);
  if (how == Upsample::kBilinear) return std::max(0.0, 1.0 - d);
  constexpr double kA = -0.5;
  if (d <= 1.0) return (kA + 2.0) * d * d * d - (kA + 3.0) * d * d + 1.0;
  if (d < 2.0) return kA * d * d * d - 5.0 * kA * d * d + 8.0 * kA * d - 4.0 * kA;
  return 0.0;
}

// The value at (x, y) in cells, from all cells within reach, in double.
double value_at(const std::vector<float>& map, tensor::PatchGrid grid, double x, double y,
                Upsample how) {
  const auto cell = [&](int row, int col) {
    row = std::clamp(row, 0, grid.rows - 1);
    col = std::clamp(col, 0, grid.cols - 1);
    const int patch = row * grid.cols + col;
    return static_cast<double>(map[static_cast<std::size_t>(patch)]);
  };
  if (how == Upsample::kNearest) return cell(static_cast<int>(y), static_cast<int>(x));
  constexpr int kReach = 3;
  double sum = 0.0;
  for (int row = static_cast<int>(y) - kReach; row <= static_cast<int>(y) + kReach; ++row) {
    for (int col = static_cast<int>(x) - kReach; col <= static_cast<int>(x) + kReach; ++col) {
      sum += kernel(y - (row + 0.5), how) * kernel(x - (col + 0.5), how) * cell(row, col);
    }
  }
  const auto [lowest, highest] = std::minmax_element(map.begin(), map.end());
  return std::clamp(sum, static_cast<double>(*lowest), static_cast<double>(*highest));
}

tensor::Matrix naive(const std::vector<float>& map, const Case& sizes, Upsample how) {
  tensor::Matrix values(sizes.photo.height, sizes.photo.width);
  for (int y = 0; y < sizes.photo.height; ++y) {
    for (int x = 0; x < sizes.photo.width; ++x) {
      const double col = (x + 0.5) * sizes.grid.cols / sizes.photo.width;
      const double row = (y + 0.5) * sizes.grid.rows / sizes.photo.height;
      values(y, x) = static_cast<float>(value_at(map, sizes.grid, col, row, how));
    }
  }
  return values;
}

TEST_CASE("UpsampledMap agrees with the kernels summed in double") {
  for (const Case& sizes : kCases) {
    for (const Upsample how : kAll) {
      INFO(fmt::format("{} × {} patches on {} × {} pixels, kind {}", sizes.grid.rows,
                       sizes.grid.cols, sizes.photo.width, sizes.photo.height,
                       static_cast<int>(how)));
      const std::vector<float> map = test::random_map(sizes.grid, 1);
      const UpsampledMap upsampled(map, test::geometry_of(sizes.photo, sizes.grid), how);
      CHECK(upsampled.size() == sizes.photo);
      test::check_near(test::values_of(upsampled), naive(map, sizes, how), kTolerance);
    }
  }
}

TEST_CASE("UpsampledMap: a transposed map gives the transposed picture") {
  for (const Case& sizes : kCases) {
    for (const Upsample how : kAll) {
      const std::vector<float> map = test::random_map(sizes.grid, 2);
      const UpsampledMap upright(map, test::geometry_of(sizes.photo, sizes.grid), how);
      const image::Geometry turned = test::geometry_of({sizes.photo.height, sizes.photo.width},
                                                       {sizes.grid.cols, sizes.grid.rows});
      const UpsampledMap lying(test::transposed(map, sizes.grid), turned, how);
      test::check_near(test::values_of(lying), test::values_of(upright).transpose(), kTolerance);
    }
  }
}

TEST_CASE("UpsampledMap never leaves the range of the map") {
  // A single high patch, beside which bicubic undershoots.
  const std::vector<float> map = {0.0F, 0.0F, 0.0F, 0.0F, 1.0F, 0.0F, 0.0F, 0.0F, 0.0F};
  for (const Upsample how : kAll) {
    const UpsampledMap upsampled(map, test::geometry_of({90, 90}, {3, 3}), how);
    const tensor::Matrix values = test::values_of(upsampled);
    CHECK(values.minCoeff() >= 0.0F);
    CHECK(values.maxCoeff() <= 1.0F);
    CHECK(upsampled.lowest() == 0.0F);
    CHECK(upsampled.highest() == 1.0F);
  }
}

TEST_CASE("UpsampledMap: a constant map stays exactly constant") {
  const std::vector<float> map(12, 0.1F);
  for (const Upsample how : kAll) {
    const UpsampledMap upsampled(map, test::geometry_of({31, 17}, {3, 4}), how);
    CHECK((test::values_of(upsampled).array() == 0.1F).all());
  }
}

TEST_CASE("UpsampledMap: broken promises are bugs of the caller") {
  const image::Geometry geometry = test::geometry_of({8, 8}, {2, 2});
  const float infinity = std::numeric_limits<float>::infinity();
  const float largest = std::numeric_limits<float>::max();
  using Map = std::vector<float>;
  const Map broken[] = {Map(3, 0.5F), Map(4, infinity), Map(4, std::nanf("")),
                        Map{-largest, largest, 0.0F, 0.0F}};
  for (const Map& map : broken) {
    CHECK_THROWS_AS(UpsampledMap(map, geometry, Upsample::kBicubic), std::logic_error);
  }

  const UpsampledMap upsampled(Map(4, 0.5F), geometry, Upsample::kBicubic);
  std::vector<float> row(8);
  CHECK_THROWS_AS(upsampled.row(8, row), std::logic_error);
  row.resize(7);
  CHECK_THROWS_AS(upsampled.row(0, row), std::logic_error);
}

}  // namespace
}  // namespace vitviz::field
