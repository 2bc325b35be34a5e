// SPDX-License-Identifier: Apache-2.0
// The contact sheet of a search: the query large at the left, and beside it a row of the nearest
// photos for each way of looking.
//
// Photos keep their shape: all fit into the same square, and those of a row stand on one line, with
// their names below.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "image/raster.h"
#include "sheet/sheet_metrics.h"

namespace vitviz::sheet {

struct PhotoTile {
  const image::RgbImage* picture = nullptr;  // null where the photo cannot be shown
  std::string name;                          // UTF-8; shortened where it is too long
  std::string note = {};                     // below the name, in grey
};

struct NeighborRow {
  std::string title;
  std::vector<PhotoTile> tiles;  // at most kMostNeighborTiles
};

inline constexpr int kMostNeighborTiles = 10;  // in a row

// The sides of the squares, in pixels: neither side of a picture is larger.
[[nodiscard]] int neighbor_side(const SheetMetrics& metrics);
[[nodiscard]] int query_side(const SheetMetrics& metrics);

// Requires: a row with a tile; pictures fit into their squares.
[[nodiscard]] image::RgbImage draw_neighbors_sheet(const PhotoTile& query,
                                                   std::span<const NeighborRow> rows,
                                                   const std::string& title,
                                                   const std::string& note,
                                                   const SheetMetrics& metrics);

}  // namespace vitviz::sheet
