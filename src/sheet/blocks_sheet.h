// SPDX-License-Identifier: Apache-2.0
// The sheet of a whole model: a row for each block, a column for each head.
#pragma once

#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "color/value_range.h"
#include "image/raster.h"
#include "sheet/sheet.h"
#include "tensor/attention_maps.h"

namespace vitviz::sheet {

struct BlocksSheet {
  std::string title;
  std::string meaning;                    // of a value
  std::string row_axis = "block";         // what the rows are
  std::vector<std::string> row_labels;    // one for each block
  std::vector<color::ValueRange> ranges;  // of the colours, block by block, head by head: [L · H]
  color::RangeBy range_by = color::RangeBy::kBlock;  // which of the ranges are the same
};

// The ranges of all maps of `attention`, in its order.
[[nodiscard]] std::vector<color::ValueRange> ranges_by(color::RangeBy range_by,
                                                       const tensor::AttentionMaps& attention);

// Tiles have the photo's aspect; the photo itself is not shown. By blocks, each row has a legend of
// its own. Requires: at least one block and head, a label for each block, a range for each map.
// Throws Error(kArgument) when the scale makes it too large (render/sheet_layout.h).
[[nodiscard]] image::RgbImage draw_blocks_sheet(image::Size photo,
                                                const tensor::AttentionMaps& attention,
                                                const BlocksSheet& sheet, const SheetStyle& style,
                                                base::ThreadPool& threads);

}  // namespace vitviz::sheet
