// SPDX-License-Identifier: Apache-2.0
#include "cli/views_sheets.h"

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "cli/names.h"
#include "cli/picture_text.h"
#include "image/png_file.h"
#include "maps/fuse_heads.h"
#include "sheet/blocks_sheet.h"
#include "sheet/heads_sheet.h"
#include "sheet/legend.h"
#include "sheet/sheet.h"
#include "tensor/row_span.h"

namespace vitviz::cli {
namespace {

using color::RangeBy;

sheet::SheetStyle style_of(const Options& options) {
  return {{options.overlay.colormap, options.upsample, options.gamma},
          options.legend.value_or(true),
          options.scale};
}

// A range that is given, or shared with other photos, is shared by the maps of this one.
RangeBy range_by(const ViewInput& input, RangeBy normally) {
  return input.range ? RangeBy::kAll : input.options.range_by.value_or(normally);
}

// Where --head fuses nothing, its mean is what people know.
tensor::HeadFusion fusion_of(const MapSelection& selection) {
  const auto* fusion = std::get_if<tensor::HeadFusion>(&selection.head());
  return fusion != nullptr ? *fusion : tensor::HeadFusion::kMean;
}

// What all maps of a heads sheet share; nothing where each has its own range.
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

std::string meaning_of_map(const ViewInput& input) {
  switch (input.selection.map()) {
    case Map::kAttention:
      break;
    case Map::kRollout:
      return input.query != nullptr ? "share of the patch's rollout" : "share of the rollout";
    case Map::kSimilarity:
      return "cosine similarity of the tokens";
    case Map::kNorm:
      return "length of the patch's token";
  }
  return meaning_of_attention(input.selection);
}

}  // namespace

std::string meaning_of_attention(const MapSelection& selection) {
  if (selection.query_count() > 0) return "share of the patch's attention";
  if (selection.is_pooling_head()) return "share of the pooling head's attention";
  return selection.observed() == model::Observed::kCls ? "share of the CLS token's attention"
                                                       : "share of attention, mean of all patches";
}

Picture draw_heads(int map, const ViewInput& input) {
  const MapSelection& selection = input.selection;
  const int block = selection.block_of(map);
  const auto heads = input.attention.block(block);
  const tensor::HeadFusion fusion = fusion_of(selection);
  const tensor::Vector fused = maps::fuse_heads(heads, fusion);
  const auto shared = shared_range(heads, input);

  sheet::HeadsSheet sheet;
  sheet.title = selection.is_pooling_head()
                    ? "attention of the pooling head"
                    : fmt::format("attention of block {}{}", block, query_text(input));
  if (input.query != nullptr) sheet.marked = input.query->place;
  sheet.meaning = meaning_of_attention(input.selection);
  sheet.grid = input.geometry.grid;
  sheet.own_ranges = !shared;
  const auto add = [&](const std::string& label, std::span<const float> values) {
    sheet.maps.push_back({label, values, shared ? *shared : color::range_of(values)});
  };
  for (Eigen::Index head = 0; head < heads.rows(); ++head) {
    add(fmt::format("head {}", head), tensor::row_span(heads, head));
  }
  add(std::string(name_of(kHeadFusions, fusion)),
      {fused.data(), static_cast<std::size_t>(fused.size())});
  const image::RgbImage page =
      sheet::draw_heads_sheet(input.photo, sheet, style_of(input.options), input.threads);
  return {image::encode_png(page, input.threads, texts_about(View::kHeads, map, input, {}, 0))};
}

Picture draw_blocks(const ViewInput& input) {
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
  sheet.range_by = range_by(input, RangeBy::kBlock);
  sheet.ranges = sheet::ranges_by(sheet.range_by, input.attention);
  if (const auto& range = input.range) {
    std::fill(sheet.ranges.begin(), sheet.ranges.end(), *range);
  }
  const image::RgbImage page = sheet::draw_blocks_sheet(input.photo.size(), input.attention, sheet,
                                                        style_of(input.options), input.threads);
  return {image::encode_png(page, input.threads, texts_about(View::kBlocks, 0, input, {}, 0))};
}

image::RgbImage beside_legend(image::RgbImage picture, color::ValueRange range,
                              const ViewInput& input) {
  if (!input.options.legend.value_or(false)) return picture;
  return sheet::with_legend(picture, range,
                            {input.options.overlay.colormap, input.options.gamma,
                             meaning_of_map(input), input.options.scale});
}

}  // namespace vitviz::cli
