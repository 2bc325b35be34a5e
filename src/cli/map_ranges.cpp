// SPDX-License-Identifier: Apache-2.0
#include "cli/map_ranges.h"

#include <algorithm>
#include <numeric>

#include "maps/token_norms.h"
#include "tensor/row_span.h"

namespace vitviz::cli {
namespace {

using Range = std::optional<color::ValueRange>;

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

Range range_of_maps(const std::vector<tensor::Matrix>& maps, Map kind) {
  Range range;
  for (const tensor::Matrix& of_query : maps) {
    for (Eigen::Index map = 0; map < of_query.rows(); ++map) {
      range = united(range, own_range(tensor::row_span(of_query, map), kind));
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
      range = united(range, color::range_of(numbers));
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

color::ValueRange own_range(std::span<const float> map, Map kind) {
  if (kind != Map::kNorm) return color::range_of(map);
  const Eigen::Map<const tensor::Vector> norms(map.data(), std::ssize(map));
  // Outliers are the largest norms, and fewer than half.
  std::vector<float> others(map.begin(), map.end());
  const auto end = others.end() - std::ssize(maps::find_outliers(norms).indices);
  std::nth_element(others.begin(), end, others.end());
  others.erase(end, others.end());
  return color::range_of(others);
}

std::optional<color::ValueRange> range_of_photo(const std::vector<tensor::Matrix>& maps,
                                                const std::vector<tensor::AttentionMaps>& attention,
                                                const Options& options,
                                                const MapSelection& selection) {
  Range range;
  if (any_shows(Numbers::kMaps, options.views)) range = range_of_maps(maps, selection.map());
  if (any_shows(Numbers::kAllAttention, options.views)) {
    range = united(range, range_of_blocks(attention, all_blocks(attention)));
  } else if (any_shows(Numbers::kBlocksAttention, options.views)) {
    range = united(range, range_of_blocks(attention, selection.blocks()));
  }
  return range;
}

bool show_numbers(const std::vector<View>& views) {
  return std::any_of(views.begin(), views.end(),
                     [](View view) { return numbers_in(view) != Numbers::kNone; });
}

std::optional<color::ValueRange> united(const std::optional<color::ValueRange>& a,
                                        const std::optional<color::ValueRange>& b) {
  if (!a || !b) return a ? a : b;
  return color::united(*a, *b);
}

}  // namespace vitviz::cli
