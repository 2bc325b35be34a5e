// SPDX-License-Identifier: Apache-2.0
#include "masks/bilateral_grid.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace vitviz::masks {
namespace {

// 12 bits each hold 4095 cells, and a carry into the next dimension is no cell.
constexpr int kAxisBits = 12;
constexpr int kMostCells = (1 << kAxisBits) - 2;

constexpr std::int64_t kMillion = 1'000'000;

// In millionths, so that they are whole numbers.
struct Yuv {
  std::int64_t y, u, v;
};

Yuv yuv_of(const std::uint8_t* rgb) {
  const std::int64_t r = rgb[0];
  const std::int64_t g = rgb[1];
  const std::int64_t b = rgb[2];
  return {299'000 * r + 587'000 * g + 114'000 * b,
          128 * kMillion - 168'736 * r - 331'264 * g + 500'000 * b,
          128 * kMillion + 500'000 * r - 418'688 * g - 81'312 * b};
}

std::uint64_t cell_of(const std::array<std::int64_t, BilateralGrid::kAxes>& place) {
  std::uint64_t cell = 0;
  for (const std::int64_t step : place) {
    cell = cell << kAxisBits | static_cast<std::uint64_t>(step + 1);
  }
  return cell;
}

// The cell of every pixel, row by row.
std::vector<std::uint64_t> cells_of(const image::RgbImage& photo, const CellSize& size) {
  const std::int64_t luma = size.luma * kMillion;
  const std::int64_t chroma = size.chroma * kMillion;
  std::vector<std::uint64_t> cells;
  cells.reserve(image::pixel_count(photo.size()));
  for (int y = 0; y < photo.height(); ++y) {
    const auto row = photo.row(y);
    for (int x = 0; x < photo.width(); ++x) {
      const Yuv color = yuv_of(row.data() + 3 * static_cast<std::ptrdiff_t>(x));
      cells.push_back(cell_of(
          {x / size.space, y / size.space, color.y / luma, color.u / chroma, color.v / chroma}));
    }
  }
  return cells;
}

}  // namespace

BilateralGrid::BilateralGrid(const image::RgbImage& photo, const CellSize& size) {
  VITVIZ_CHECK(size.space >= 1 && size.luma >= 1 && size.chroma >= 1);
  VITVIZ_CHECK(std::max(photo.width(), photo.height()) / size.space < kMostCells);
  const std::vector<std::uint64_t> of_pixels = cells_of(photo, size);
  cells_ = of_pixels;
  std::sort(cells_.begin(), cells_.end());
  cells_.erase(std::unique(cells_.begin(), cells_.end()), cells_.end());

  vertex_.reserve(of_pixels.size());
  std::uint64_t last = 0;  // neighbouring pixels often share a vertex
  int vertex = 0;
  for (const std::uint64_t cell : of_pixels) {
    if (cell != last) {
      const auto place = std::lower_bound(cells_.begin(), cells_.end(), cell);
      vertex = static_cast<int>(place - cells_.begin());
      last = cell;
    }
    vertex_.push_back(vertex);
  }
  find_neighbors();
}

void BilateralGrid::find_neighbors() {
  for (int axis = 0; axis < kAxes; ++axis) {
    const std::uint64_t step = std::uint64_t{1} << (axis * kAxisBits);
    // Both run through the vertices upwards.
    std::size_t upper = 0;
    for (std::size_t lower = 0; lower < cells_.size(); ++lower) {
      while (upper < cells_.size() && cells_[upper] < cells_[lower] + step) ++upper;
      if (upper == cells_.size()) break;
      if (cells_[upper] != cells_[lower] + step) continue;
      neighbors_.push_back({static_cast<int>(lower), static_cast<int>(upper)});
    }
  }
}

Eigen::VectorXd BilateralGrid::splat(std::span<const float> pixels) const {
  VITVIZ_CHECK(pixels.size() == vertex_.size());
  Eigen::VectorXd sums = Eigen::VectorXd::Zero(vertices());
  for (std::size_t i = 0; i < pixels.size(); ++i)
    sums(vertex_[i]) += static_cast<double>(pixels[i]);
  return sums;
}

Eigen::VectorXd BilateralGrid::sizes() const {
  Eigen::VectorXd sizes = Eigen::VectorXd::Zero(vertices());
  for (const int vertex : vertex_) sizes(vertex) += 1;
  return sizes;
}

Eigen::VectorXd BilateralGrid::blur(const Eigen::VectorXd& values) const {
  Eigen::VectorXd blurred = kOwnWeight * values;
  for (const auto [lower, upper] : neighbors_) {
    blurred(lower) += values(upper);
    blurred(upper) += values(lower);
  }
  return blurred;
}

std::vector<float> BilateralGrid::slice(const Eigen::VectorXd& values) const {
  VITVIZ_CHECK(values.size() == vertices());
  std::vector<float> pixels(vertex_.size());
  std::transform(vertex_.begin(), vertex_.end(), pixels.begin(),
                 [&](int vertex) { return static_cast<float>(values(vertex)); });
  return pixels;
}

}  // namespace vitviz::masks
