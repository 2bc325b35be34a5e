// SPDX-License-Identifier: Apache-2.0
// Every rule of resampling against PyTorch's documented formulas, cell by cell in double precision.
#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "nn/resample_grid.h"
#include "support/matrix_near.h"
#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr double kTolerance = 3e-6;  // weighted sums of normal numbers; weights are float32

// Keys' cubic, piece by piece as PyTorch's documentation has it.
double cubic(double x, double a) {
  x = std::abs(x);
  if (x <= 1) return (a + 2) * x * x * x - (a + 3) * x * x + 1;
  if (x < 2) return a * x * x * x - 5 * a * x * x + 8 * a * x - 4 * a;
  return 0;
}

double triangle(double x) { return std::max(0.0, 1 - std::abs(x)); }

// How much of each of `from` cells the cell `to_cell` of `to` shows.
using Line = std::vector<double>;

// Sampled at a point; cells beyond the border are those at the border.
Line sampled(double place, int from, double reach, const std::function<double(double)>& kernel) {
  Line line(static_cast<std::size_t>(from), 0.0);
  const int near = static_cast<int>(std::floor(place));
  for (int i = near - 8; i <= near + 8; ++i) {
    if (std::abs(place - i) >= reach) continue;
    line[static_cast<std::size_t>(std::clamp(i, 0, from - 1))] += kernel(place - i);
  }
  return line;
}

// Weighed over a support that grows when shrinking; cut at the border and made to sum to 1.
Line averaged(int to_cell, int from, int to, const std::function<double(double)>& kernel) {
  const double scale = static_cast<double>(from) / to;
  const double stretch = std::max(1.0, scale);
  Line line(static_cast<std::size_t>(from), 0.0);
  double sum = 0;
  for (int i = 0; i < from; ++i) {
    const double weight = kernel((i + 0.5 - (to_cell + 0.5) * scale) / stretch);
    line[static_cast<std::size_t>(i)] = weight;
    sum += weight;
  }
  for (double& weight : line) weight /= sum;
  return line;
}

Line line_of(GridFilter filter, int to_cell, int from, int to) {
  const auto pil = [](double x) { return cubic(x, -0.5); };
  const auto torch = [](double x) { return cubic(x, -0.75); };
  const double middle = (to_cell + 0.5) * from / to - 0.5;
  switch (filter) {
    case GridFilter::kBicubicAntialiased:
      return averaged(to_cell, from, to, pil);
    case GridFilter::kBilinearAntialiased:
      return averaged(to_cell, from, to, triangle);
    case GridFilter::kBicubic:
      return sampled(middle, from, 2, torch);
    case GridFilter::kBicubicOffset:
      return sampled((to_cell + 0.5) * from / (to + 0.1) - 0.5, from, 2, torch);
    case GridFilter::kBicubicCorners:
      return sampled(to == 1 ? 0.0 : static_cast<double>(to_cell) * (from - 1) / (to - 1), from, 2,
                     torch);
    case GridFilter::kBilinear:
      return sampled(std::max(0.0, middle), from, 1, triangle);
    case GridFilter::kGeometric:
      break;
  }
  throw std::logic_error("no formula");
}

tensor::Matrix naive(const tensor::Matrix& table, tensor::PatchGrid from, tensor::PatchGrid to,
                     GridFilter filter) {
  test::DoubleMatrix result = test::DoubleMatrix::Zero(to.count(), table.cols());
  for (int i = 0; i < to.count(); ++i) {
    const Line rows = line_of(filter, i / to.cols, from.rows, to.rows);
    const Line cols = line_of(filter, i % to.cols, from.cols, to.cols);
    for (int j = 0; j < from.count(); ++j) {
      const double weight = rows[static_cast<std::size_t>(j / from.cols)] *
                            cols[static_cast<std::size_t>(j % from.cols)];
      result.row(i) += weight * table.row(j).cast<double>();
    }
  }
  return result.cast<float>();
}

constexpr GridFilter kFormulas[] = {
    GridFilter::kBicubicAntialiased, GridFilter::kBilinearAntialiased, GridFilter::kBicubic,
    GridFilter::kBicubicOffset,      GridFilter::kBicubicCorners,      GridFilter::kBilinear};

TEST_CASE("a table on another grid is its formula, for every rule") {
  const struct {
    tensor::PatchGrid from, to;
  } cases[] = {{{6, 6}, {4, 9}},   {{6, 6}, {13, 3}},   {{14, 14}, {5, 40}}, {{3, 7}, {7, 3}},
               {{1, 1}, {4, 4}},   {{1, 8}, {3, 5}},    {{5, 5}, {1, 1}},    {{2, 2}, {17, 16}},
               {{37, 37}, {8, 9}}, {{16, 16}, {15, 17}}};
  for (const auto& [from, to] : cases) {
    const tensor::Matrix table = test::random_matrix(from.count(), 3, 1);
    for (const GridFilter filter : kFormulas) {
      INFO(fmt::format("{} × {} to {} × {}, rule {}", from.rows, from.cols, to.rows, to.cols,
                       static_cast<int>(filter)));
      test::check_near(resample_grid(table, from, to, filter), naive(table, from, to, filter),
                       kTolerance);
    }
  }
}

TEST_CASE("a constant table stays constant by every rule") {
  const tensor::Matrix table = tensor::Matrix::Constant(25, 2, -1.25F);
  for (const GridFilter filter : kFormulas) {
    for (const tensor::PatchGrid to : {tensor::PatchGrid{1, 1}, {2, 9}, {31, 4}}) {
      test::check_near(resample_grid(table, {5, 5}, to, filter),
                       tensor::Matrix::Constant(to.count(), 2, -1.25F), kTolerance);
    }
  }
}

TEST_CASE("columns of a table are resampled each by itself") {
  const tensor::Matrix table = test::random_matrix(24, 5, 3);
  for (const GridFilter filter : kFormulas) {
    const tensor::Matrix all = resample_grid(table, {4, 6}, {7, 5}, filter);
    for (Eigen::Index column = 0; column < 5; ++column) {
      const tensor::Matrix one = table.col(column);
      test::check_near(resample_grid(one, {4, 6}, {7, 5}, filter), all.col(column), kTolerance);
    }
  }
}

TEST_CASE("corners stay corners where the corners of both grids lie on each other") {
  const tensor::Matrix table = test::random_matrix(12, 2, 4);
  const tensor::Matrix wide = resample_grid(table, {3, 4}, {9, 11}, GridFilter::kBicubicCorners);
  test::check_near(wide.row(0), table.row(0), kTolerance);
  test::check_near(wide.row(10), table.row(3), kTolerance);
  test::check_near(wide.row(8 * 11), table.row(8), kTolerance);
  test::check_near(wide.row(98), table.row(11), kTolerance);
}

TEST_CASE("the rules differ where models differ by them") {
  const tensor::Matrix table = test::random_matrix(36, 1, 5);
  for (const GridFilter a : kFormulas) {
    for (const GridFilter b : kFormulas) {
      if (a == b) continue;
      const tensor::Matrix one = resample_grid(table, {6, 6}, {4, 4}, a);
      const tensor::Matrix other = resample_grid(table, {6, 6}, {4, 4}, b);
      CHECK((one - other).cwiseAbs().maxCoeff() > 1e-3F);
    }
  }
}

}  // namespace
}  // namespace vitviz::nn
