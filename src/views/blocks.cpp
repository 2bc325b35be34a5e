// SPDX-License-Identifier: Apache-2.0
// --view blocks.
#include <algorithm>
#include <string>
#include <utility>

#include "sheet/blocks_sheet.h"
#include "views/finish.h"
#include "views/picture_options.h"
#include "views/sheet_style.h"

namespace vitviz::views {

extern const View kBlocks;

namespace {

sheet::BlocksSheet sheet_of(const ViewInput& input) {
  sheet::BlocksSheet sheet;
  sheet.title = "attention of all blocks and heads" + query_text(input);
  sheet.meaning = meaning_of_attention(input.selection);
  for (int block = 0; block < input.attention.blocks(); ++block) {
    sheet.row_labels.push_back(std::to_string(block));
  }
  if (input.selection.is_pooling_head()) {
    sheet.title = "attention of the pooling head";
    sheet.row_axis.clear();
    sheet.row_labels = {""};
  }
  sheet.range_by = range_by(input, color::RangeBy::kBlock);
  sheet.ranges = sheet::ranges_by(sheet.range_by, input.attention);
  if (const auto& range = input.range) {
    std::fill(sheet.ranges.begin(), sheet.ranges.end(), *range);
  }
  return sheet;
}

Picture draw(int /*map*/, const ViewInput& input) {
  image::RgbImage sheet = sheet::draw_blocks_sheet(
      input.photo.size(), input.attention, sheet_of(input), style_of(input.options), input.threads);
  return plain(kBlocks, 0, image::lazy(std::move(sheet)), input);
}

}  // namespace

const View kBlocks = {
    .name = "blocks",
    .help = "a sheet of all blocks and heads",
    .extent = Extent::kQuery,
    .numbers = Numbers::kAllAttention,
    .of_attention = true,
    .maps_held = 0,
    .draw = draw,
};

}  // namespace vitviz::views
