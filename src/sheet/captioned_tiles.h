// SPDX-License-Identifier: Apache-2.0
// Pictures of one photo, side by side in rows, each with its caption above it.
#pragma once

#include <span>
#include <string>

#include "image/geometry.h"
#include "image/raster.h"
#include "sheet/canvas.h"
#include "sheet/sheet_metrics.h"

namespace vitviz::sheet {

struct CaptionedTile {
  image::RgbImage picture;
  std::string label;      // at the left
  std::string note = {};  // at the right, if there is room for both
};

// Where the tiles lie, within the body of a sheet.
struct TilePlaces {
  int columns = 0;
  int rows = 0;
  int caption = 0;  // height, with the gap to the tile
  int gap = 0;
  image::Size tile;

  [[nodiscard]] Point tile_at(int i) const {
    return {i % columns * (tile.width + gap),
            i / columns * (caption + tile.height + gap) + caption};
  }
  [[nodiscard]] image::Size all() const {
    return {columns * (tile.width + gap) - gap, rows * (caption + tile.height + gap) - gap};
  }
};

// Requires: at least one tile.
[[nodiscard]] TilePlaces plan_tiles(image::Size photo, int tiles, const SheetMetrics& metrics);

// Where a pixel of the photo is on a tile.
[[nodiscard]] image::Pixel place_on_tile(image::Pixel place, image::Size photo, image::Size tile);

// Draws them on a page whose body is at `body`. Requires: all pictures have the size places.tile.
void place_tiles(std::span<const CaptionedTile> tiles, const TilePlaces& places, Point body,
                 const SheetMetrics& metrics, image::RgbImage& page);

}  // namespace vitviz::sheet
