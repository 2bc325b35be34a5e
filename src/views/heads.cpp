// SPDX-License-Identifier: Apache-2.0
// --view heads.
#include <span>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "maps/fuse_heads.h"
#include "sheet/heads_sheet.h"
#include "tensor/row_span.h"
#include "views/finish.h"
#include "views/picture_options.h"
#include "views/sheet_style.h"

namespace vitviz::views {

extern const View kHeads;

namespace {

using color::RangeBy;

// Where the heads are not fused, their mean is what people know.
tensor::HeadFusion fusion_of(const analysis::MapSelection& selection) {
  const auto* fusion = std::get_if<tensor::HeadFusion>(&selection.head());
  return fusion != nullptr ? *fusion : tensor::HeadFusion::kMean;
}

// What all maps of the sheet share; nothing where each has its own range.
std::optional<color::ValueRange> shared_range(tensor::ConstMatrixRef heads,
                                              const ViewInput& input) {
  if (input.range) return input.range;
  switch (range_by(input, RangeBy::kMap)) {
    case RangeBy::kMap:
      break;
    case RangeBy::kBlock:
      return color::range_of({heads.data(), static_cast<std::size_t>(heads.size())});
    case RangeBy::kAll:
      return color::range_of(input.attention.values());
  }
  return std::nullopt;
}

// The sheet without its maps.
sheet::HeadsSheet empty_sheet(int block, const ViewInput& input) {
  sheet::HeadsSheet sheet;
  sheet.title = input.selection.is_pooling_head()
                    ? "attention of the pooling head"
                    : fmt::format("attention of block {}{}", block, query_text(input));
  if (input.query != nullptr) sheet.marked = input.query->place;
  sheet.meaning = meaning_of_attention(input.selection);
  sheet.grid = input.geometry.grid;
  return sheet;
}

Picture draw(int map, const ViewInput& input) {
  const int block = input.selection.block_of(map);
  const auto heads = input.attention.block(block);
  const tensor::HeadFusion fusion = fusion_of(input.selection);
  const tensor::Vector fused = maps::fuse_heads(heads, fusion);
  const auto shared = shared_range(heads, input);

  sheet::HeadsSheet sheet = empty_sheet(block, input);
  sheet.own_ranges = !shared;
  const auto add = [&](const std::string& label, std::span<const float> values) {
    sheet.maps.push_back({label, values, shared ? *shared : color::range_of(values)});
  };
  for (Eigen::Index head = 0; head < heads.rows(); ++head) {
    add(fmt::format("head {}", head), tensor::row_span(heads, head));
  }
  add(std::string(base::name_of(analysis::kHeadFusions, fusion)),
      {fused.data(), static_cast<std::size_t>(fused.size())});
  image::RgbImage drawn =
      sheet::draw_heads_sheet(input.photo, sheet, style_of(input.options), input.threads);
  return plain(kHeads, map, image::lazy(std::move(drawn)), input);
}

}  // namespace

const View kHeads = {
    .name = "heads",
    .help = "a sheet of all heads of a block beside the photo",
    .extent = Extent::kBlock,
    .numbers = Numbers::kBlocksAttention,
    .of_attention = true,
    .maps_held = 0,
    .draw = draw,
};

}  // namespace vitviz::views
