// SPDX-License-Identifier: Apache-2.0
#include "field/upsample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>

#include "base/check.h"

namespace vitviz::field {
namespace {

// [rows, cols] → [rows, width].
tensor::Matrix stretch_rows(std::span<const float> map, tensor::PatchGrid grid, int width,
                            Upsample how) {
  const std::vector<Taps> line = taps_of_line(grid.cols, width, how);
  const Eigen::Map<const tensor::Matrix> cells(map.data(), grid.rows, grid.cols);
  tensor::Matrix wide(grid.rows, width);
  for (Eigen::Index y = 0; y < grid.rows; ++y) {
    for (Eigen::Index x = 0; x < width; ++x) {
      const Taps& taps = line[static_cast<std::size_t>(x)];
      wide(y, x) =
          taps.weight[0] * cells(y, taps.index[0]) + taps.weight[1] * cells(y, taps.index[1]) +
          taps.weight[2] * cells(y, taps.index[2]) + taps.weight[3] * cells(y, taps.index[3]);
    }
  }
  return wide;
}

}  // namespace

UpsampledMap::UpsampledMap(std::span<const float> map, const image::Geometry& geometry,
                           Upsample how)
    : size_(geometry.photo) {
  const tensor::PatchGrid grid = geometry.grid;
  VITVIZ_CHECK(grid.rows >= 1 && grid.cols >= 1 && std::ssize(map) == grid.count());
  VITVIZ_CHECK(std::all_of(map.begin(), map.end(), [](float v) { return std::isfinite(v); }));
  const auto [lowest, highest] = std::minmax_element(map.begin(), map.end());
  lowest_ = *lowest;
  highest_ = *highest;
  VITVIZ_CHECK(std::isfinite(highest_ - lowest_));

  wide_ = stretch_rows(map, grid, size_.width, how);
  columns_ = taps_of_line(grid.rows, size_.height, how);
}

UpsampledMap::UpsampledMap(tensor::Matrix pixels)
    : size_{static_cast<int>(pixels.cols()), static_cast<int>(pixels.rows())} {
  VITVIZ_CHECK(pixels.size() > 0 && pixels.allFinite());
  lowest_ = pixels.minCoeff();
  highest_ = pixels.maxCoeff();
  VITVIZ_CHECK(std::isfinite(highest_ - lowest_));
  row_ = [pixels = std::make_shared<const tensor::Matrix>(std::move(pixels))](
             int y, std::span<float> values) {
    std::copy_n(pixels->row(y).data(), values.size(), values.data());
  };
}

UpsampledMap::UpsampledMap(image::Size size, float lowest, float highest, RowFunction row)
    : size_(size), lowest_(lowest), highest_(highest), row_(std::move(row)) {
  VITVIZ_CHECK(size.width >= 1 && size.height >= 1 && lowest <= highest);
  VITVIZ_CHECK(std::isfinite(highest - lowest));
}

void UpsampledMap::row(int y, std::span<float> values) const {
  VITVIZ_CHECK(y >= 0 && y < size_.height && std::ssize(values) == size_.width);
  if (row_) {
    row_(y, values);
    for (float& value : values) value = std::min(highest_, std::max(lowest_, value));
    return;
  }
  const Taps& taps = columns_[static_cast<std::size_t>(y)];
  const float* a = wide_.row(taps.index[0]).data();
  const float* b = wide_.row(taps.index[1]).data();
  const float* c = wide_.row(taps.index[2]).data();
  const float* d = wide_.row(taps.index[3]).data();
  const auto [wa, wb, wc, wd] = taps.weight;
  for (std::size_t x = 0; x < values.size(); ++x) {
    const float sum = wa * a[x] + wb * b[x] + wc * c[x] + wd * d[x];
    values[x] = std::min(highest_, std::max(lowest_, sum));
  }
}

}  // namespace vitviz::field
