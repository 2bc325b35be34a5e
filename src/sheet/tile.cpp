// SPDX-License-Identifier: Apache-2.0
#include "sheet/tile.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "render/levels.h"

namespace vitviz::sheet {
namespace {

// How many points a pixel shows along a side with this many cells.
int points_per_pixel(int cells, int pixels) { return (cells + pixels - 1) / pixels; }

// Each pixel is the mean of k × k of the points.
field::UpsampledMap mean_of_points(field::UpsampledMap points, int k) {
  const image::Size size{points.size().width / k, points.size().height / k};
  const float lowest = points.lowest();
  const float highest = points.highest();
  return {size, lowest, highest, [points = std::move(points), k](int y, std::span<float> values) {
            std::vector<float> line(static_cast<std::size_t>(points.size().width));
            std::fill(values.begin(), values.end(), 0.0F);
            for (int i = 0; i < k; ++i) {
              points.row(y * k + i, line);
              for (std::size_t x = 0; x < line.size(); ++x) {
                values[x / static_cast<std::size_t>(k)] += line[x];
              }
            }
            for (float& value : values) value /= static_cast<float>(k * k);
          }};
}

}  // namespace

image::RgbImage draw_tile(std::span<const float> map, tensor::PatchGrid grid,
                          color::ValueRange range, image::Size size, const TileStyle& style) {
  const int k =
      std::max(points_per_pixel(grid.cols, size.width), points_per_pixel(grid.rows, size.height));
  image::Geometry geometry;
  geometry.grid = grid;
  geometry.photo = {size.width * k, size.height * k};
  field::UpsampledMap points(color::clamped(map, range), geometry, style.upsample);
  const field::UpsampledMap pixels =
      k == 1 ? std::move(points) : mean_of_points(std::move(points), k);

  image::RgbImage tile(size);
  const auto colors = color::colors_of(style.colormap);
  render::LevelReader levels(pixels, color::ValueScale{range, style.gamma});
  for (int y = 0; y < size.height; ++y) color::color_row(levels.row(y), colors, tile.row(y));
  return tile;
}

}  // namespace vitviz::sheet
