// SPDX-License-Identifier: Apache-2.0
#include "sheet/blocks_places.h"

#include <algorithm>
#include <cstddef>

#include "sheet/color_bar.h"
#include "sheet/sheet_layout.h"
#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

constexpr TileRoom kRoom = {.all = {1500, 1300}, .most = 200, .least = 48};
constexpr const char* kColumnAxis = "head";

int widest_of(const std::vector<std::string>& labels, int pixels) {
  int widest = 0;
  for (const std::string& label : labels) {
    widest = std::max(widest, measure_text(label, pixels).width);
  }
  return widest;
}

void draw_row_labels(const BlocksAxes& axes, const BlocksPlaces& places, Point corner,
                     const SheetMetrics& metrics, image::RgbImage& picture) {
  for (int row = 0; row < places.rows; ++row) {
    const std::string& label = axes.row_labels[static_cast<std::size_t>(row)];
    const TextExtent extent = measure_text(label, metrics.text());
    const Point tile = places.tile_at(row, 0);
    const Point baseline = {corner.x + tile.x - metrics.small_gap() - extent.width,
                            corner.y + tile.y + (places.tile.height + extent.ascent) / 2};
    draw_text(label, baseline, {.pixels = metrics.text()}, picture);
  }
}

void draw_column_labels(const BlocksPlaces& places, Point corner, const SheetMetrics& metrics,
                        image::RgbImage& picture) {
  const int baseline = corner.y + places.first.y - metrics.small_gap();
  const int step = columns_per_number(places, metrics);
  for (int column = 0; column < places.columns; column += step) {
    const std::string label = std::to_string(column);
    const int centre = corner.x + places.tile_at(0, column).x + places.tile.width / 2;
    draw_text(label, {centre - measure_text(label, metrics.text()).width / 2, baseline},
              {.pixels = metrics.text()}, picture);
  }
}

}  // namespace

BlocksPlaces plan_blocks(image::Size photo, const BlocksAxes& axes, const SheetMetrics& metrics) {
  BlocksPlaces places;
  places.rows = static_cast<int>(axes.row_labels.size());
  places.columns = axes.columns;
  places.tile = tile_size(photo, places.columns, places.rows, kRoom, metrics);
  places.gap = metrics.scaled(3);

  const TextExtent line = measure_text("", metrics.text());
  const int axis = line.ascent + line.descent + metrics.small_gap();
  places.first.x = (axes.row_axis.empty() ? 0 : axis) + widest_of(axes.row_labels, metrics.text()) +
                   metrics.small_gap();
  places.first.y = axis + line.ascent + metrics.small_gap();
  return places;
}

int columns_per_number(const BlocksPlaces& places, const SheetMetrics& metrics) {
  const int widest = measure_text(std::to_string(places.columns - 1), metrics.text()).width;
  const int pitch = places.tile.width + places.gap;
  return (widest + metrics.small_gap() + pitch - 1) / pitch;
}

void draw_axes(const BlocksAxes& axes, const BlocksPlaces& places, Point corner,
               const SheetMetrics& metrics, image::RgbImage& picture) {
  const TextExtent line = measure_text(kColumnAxis, metrics.text());
  const int tiles_width = places.all().width - places.first.x;
  draw_text(kColumnAxis,
            {corner.x + places.first.x + std::max(0, (tiles_width - line.width) / 2),
             corner.y + line.ascent},
            {.pixels = metrics.text()}, picture);
  draw_upwards(axes.row_axis, corner.x + line.ascent, corner.y + places.first.y,
               places.tiles_height(), metrics, picture);
  draw_row_labels(axes, places, corner, metrics, picture);
  draw_column_labels(places, corner, metrics, picture);
}

}  // namespace vitviz::sheet
