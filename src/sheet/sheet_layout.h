// SPDX-License-Identifier: Apache-2.0
// How large the tiles of a sheet are, and where everything lies. Plain arithmetic, no pixels.
#pragma once

#include <string>

#include "image/raster.h"
#include "sheet/canvas.h"
#include "sheet/sheet_metrics.h"

namespace vitviz::sheet {

// What tiles may take up together at scale 1, in pixels.
struct TileRoom {
  image::Size all;  // gives way where tiles would become smaller than `least`
  double most = 0;  // of a tile, the geometric mean of its sides
  double least = 0;
};

// At scale 1, no side of all tiles together exceeds this, as far as tiles can shrink.
inline constexpr int kMostSheetSide = 3600;

// Tiles keep the aspect of the photo up to this; beyond it nothing could be seen on them.
inline constexpr double kMostTileAspect = 8.0;

// Requires: columns >= 1, rows >= 1.
[[nodiscard]] image::Size tile_size(image::Size photo, int columns, int rows, const TileRoom& room,
                                    const SheetMetrics& metrics);

// In how many columns `tiles` of the photo's aspect fill a rectangle somewhat wider than high, with
// few places empty.
[[nodiscard]] int columns_for(int tiles, image::Size photo);

// The parts of a sheet: a title above, the body, the legend at its right, a note below.
struct SheetParts {
  image::Size body;
  int legend_width = 0;  // 0: there is none
  std::string title;
  std::string note;
};

struct SheetFrame {
  image::Size picture;
  Point title;  // where its baseline begins
  Point body;   // upper left corners
  Point legend;
  Point note;  // where its baseline begins
};

// Throws Error(kArgument) when the picture would have more pixels than anybody could read.
[[nodiscard]] SheetFrame frame_sheet(const SheetParts& parts, const SheetMetrics& metrics);

}  // namespace vitviz::sheet
