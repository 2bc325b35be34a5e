// SPDX-License-Identifier: Apache-2.0
// Where the tiles of a sheet of blocks lie within its body, and the labels of its axes.
#pragma once

#include <string>
#include <vector>

#include "image/raster.h"
#include "sheet/canvas.h"
#include "sheet/sheet_metrics.h"

namespace vitviz::sheet {

struct BlocksPlaces {
  int rows = 0;
  int columns = 0;
  image::Size tile;
  int gap = 0;
  Point first;  // upper left corner of the first tile: left of it and above are the labels

  [[nodiscard]] Point tile_at(int row, int column) const {
    return {first.x + column * (tile.width + gap), first.y + row * (tile.height + gap)};
  }
  [[nodiscard]] int tiles_height() const { return rows * (tile.height + gap) - gap; }
  [[nodiscard]] image::Size all() const {
    return {first.x + columns * (tile.width + gap) - gap, first.y + tiles_height()};
  }
};

struct BlocksAxes {
  std::string row_axis;  // may be empty
  std::vector<std::string> row_labels;
  int columns = 0;
};

[[nodiscard]] BlocksPlaces plan_blocks(image::Size photo, const BlocksAxes& axes,
                                       const SheetMetrics& metrics);

// Every how many columns there is room for a number.
[[nodiscard]] int columns_per_number(const BlocksPlaces& places, const SheetMetrics& metrics);

// Draws the names of the axes and the numbers along them, for a body at `corner`.
void draw_axes(const BlocksAxes& axes, const BlocksPlaces& places, Point corner,
               const SheetMetrics& metrics, image::RgbImage& picture);

}  // namespace vitviz::sheet
