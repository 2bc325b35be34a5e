// SPDX-License-Identifier: Apache-2.0
// What all sheets have in common: the look that the user asks for, and the white page with its
// words.
#pragma once

#include <string>

#include "color/value_range.h"
#include "image/raster.h"
#include "sheet/sheet_layout.h"
#include "sheet/sheet_metrics.h"
#include "sheet/tile.h"

namespace vitviz::sheet {

inline constexpr double kLeastScale = 0.5;
inline constexpr double kMostScale = 8.0;

struct SheetStyle {
  TileStyle tiles;
  bool legend = true;
  double scale = 1.0;  // kLeastScale to kMostScale; at 1 a sheet suits a screen
};

// "colours: each row from its lowest to its highest value, but for 2 hot patches". `beyond` is how
// many patches lie outside of the range of their colours.
[[nodiscard]] std::string note_on_colors(color::RangeBy range_by, int beyond);

// A white page with the title and the note.
[[nodiscard]] image::RgbImage begin_sheet(const SheetParts& parts, const SheetFrame& frame,
                                          const SheetMetrics& metrics);

}  // namespace vitviz::sheet
