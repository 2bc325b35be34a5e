// SPDX-License-Identifier: Apache-2.0
// The sheet of one block: the photo, the map of each head, and the map fused of them.
//
// Maps are drawn as heat maps, not over the photo: at the size of a tile the photo's own light and
// dark could not be told from the colours, and the photo stands beside them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "color/value_range.h"
#include "image/geometry.h"
#include "image/raster.h"
#include "sheet/sheet.h"
#include "tensor/grid.h"

namespace vitviz::sheet {

struct LabelledMap {
  std::string label;              // "head 0", "mean"
  std::span<const float> values;  // [N]
  color::ValueRange range;        // of its colours
};

struct HeadsSheet {
  std::string title;    // "block 11"
  std::string meaning;  // of a value
  tensor::PatchGrid grid;
  std::vector<LabelledMap> maps;
  bool own_ranges = true;  // each map has a range of its own; otherwise all have the same
  std::optional<image::Pixel> marked = {};  // a place of the photo that gets a ring everywhere
};

// The photo's tile comes first, labelled "photo". Where ranges are the maps' own, each map's stands
// above it, and the legend says only which end is which. Requires: at least one map.
// Throws Error(kArgument) when the scale makes it too large (render/sheet_layout.h).
[[nodiscard]] image::RgbImage draw_heads_sheet(const image::RgbImage& photo,
                                               const HeadsSheet& sheet, const SheetStyle& style,
                                               base::ThreadPool& threads);

}  // namespace vitviz::sheet
