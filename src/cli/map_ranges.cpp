// SPDX-License-Identifier: Apache-2.0
#include "cli/map_ranges.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace vitviz::cli {
namespace {

using Range = std::optional<render::ValueRange>;

Range united(const Range& a, const Range& b) {
  if (!a || !b) return a ? a : b;
  return render::united(*a, *b);
}

// What a view shows as colours.
enum class Numbers { kNone, kMaps, kBlocksAttention, kAllAttention };

Numbers numbers_in(View view) {
  switch (view) {
    case View::kOverlay:
    case View::kHeat:
    case View::kTerminal:
      return Numbers::kMaps;
    case View::kHeads:
      return Numbers::kBlocksAttention;
    case View::kBlocks:
      return Numbers::kAllAttention;
    case View::kMask:
    case View::kOutline:
    case View::kCutout:
    case View::kColors:
    case View::kPca:
      break;
  }
  return Numbers::kNone;
}

bool any_shows(Numbers numbers, const std::vector<View>& views) {
  return std::any_of(views.begin(), views.end(),
                     [numbers](View view) { return numbers_in(view) == numbers; });
}

Range range_of_maps(const std::vector<tensor::Matrix>& maps) {
  Range range;
  for (const tensor::Matrix& of_query : maps) {
    for (Eigen::Index map = 0; map < of_query.rows(); ++map) {
      const std::span<const float> numbers(of_query.row(map).data(),
                                           static_cast<std::size_t>(of_query.cols()));
      range = united(range, render::range_of(numbers));
    }
  }
  return range;
}

Range range_of_blocks(const std::vector<tensor::AttentionMaps>& attention,
                      const std::vector<int>& blocks) {
  Range range;
  for (const tensor::AttentionMaps& of_query : attention) {
    for (const int block : blocks) {
      const auto heads = of_query.block(block);
      const std::span<const float> numbers(heads.data(), static_cast<std::size_t>(heads.size()));
      range = united(range, render::range_of(numbers));
    }
  }
  return range;
}

std::vector<int> all_blocks(const std::vector<tensor::AttentionMaps>& attention) {
  std::vector<int> blocks(static_cast<std::size_t>(attention.front().blocks()));
  std::iota(blocks.begin(), blocks.end(), 0);
  return blocks;
}

}  // namespace

MapRanges united(const MapRanges& a, const MapRanges& b) {
  return {united(a.maps, b.maps), united(a.attention, b.attention)};
}

MapRanges ranges_of(const std::vector<tensor::Matrix>& maps,
                    const std::vector<tensor::AttentionMaps>& attention, const Options& options,
                    const MapSelection& selection) {
  MapRanges ranges;
  if (any_shows(Numbers::kMaps, options.views)) ranges.maps = range_of_maps(maps);
  if (any_shows(Numbers::kAllAttention, options.views)) {
    ranges.attention = range_of_blocks(attention, all_blocks(attention));
  } else if (any_shows(Numbers::kBlocksAttention, options.views)) {
    ranges.attention = range_of_blocks(attention, selection.blocks());
  }
  if (selection.map() == Map::kAttention && ranges.maps && ranges.attention) {
    ranges.maps = ranges.attention = united(ranges.maps, ranges.attention);
  }
  return ranges;
}

bool show_numbers(const std::vector<View>& views) {
  return std::any_of(views.begin(), views.end(),
                     [](View view) { return numbers_in(view) != Numbers::kNone; });
}

}  // namespace vitviz::cli
