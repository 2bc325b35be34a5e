// SPDX-License-Identifier: Apache-2.0
#include "render/tile.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace vitviz::render {
namespace {

// How many points a pixel shows along a side with this many cells.
int points_per_pixel(int cells, int pixels) { return (cells + pixels - 1) / pixels; }

// A row of a tile is the mean of `k` rows of points, each with `k` points to a pixel.
void read_row(const UpsampledMap& points, int y, int k, std::span<float> line,
              std::span<float> row) {
  std::fill(row.begin(), row.end(), 0.0F);
  for (int i = 0; i < k; ++i) {
    points.row(y * k + i, line);
    for (std::size_t x = 0; x < line.size(); ++x) row[x / static_cast<std::size_t>(k)] += line[x];
  }
  const auto count = static_cast<float>(k * k);
  for (float& value : row) value /= count;
}

void to_levels(std::span<const float> values, ValueRange range, float gamma,
               std::span<std::uint8_t> levels) {
  const float extent = range.highest - range.lowest;
  for (std::size_t x = 0; x < values.size(); ++x) {
    const float share = extent > 0.0F ? (values[x] - range.lowest) / extent : 0.0F;
    float place = std::clamp(share, 0.0F, 1.0F);
    if (gamma != 1) place = std::pow(place, gamma);
    const float half_up = place * 255.0F + 0.5F;  // as render/levels.cpp
    levels[x] = static_cast<std::uint8_t>(static_cast<int>(half_up));
  }
}

}  // namespace

image::RgbImage draw_tile(std::span<const float> map, tensor::PatchGrid grid, ValueRange range,
                          image::Size size, const TileStyle& style) {
  const int k =
      std::max(points_per_pixel(grid.cols, size.width), points_per_pixel(grid.rows, size.height));
  image::Geometry geometry;
  geometry.grid = grid;
  geometry.photo = {size.width * k, size.height * k};
  const UpsampledMap points(clamped(map, range), geometry, style.upsample);

  image::RgbImage tile(size);
  const auto colors = colors_of(style.colormap);
  std::vector<float> line(static_cast<std::size_t>(geometry.photo.width));
  std::vector<float> row(static_cast<std::size_t>(size.width));
  std::vector<std::uint8_t> levels(row.size());
  for (int y = 0; y < size.height; ++y) {
    read_row(points, y, k, line, row);
    to_levels(row, range, style.gamma, levels);
    color_row(levels, colors, tile.row(y));
  }
  return tile;
}

}  // namespace vitviz::render
