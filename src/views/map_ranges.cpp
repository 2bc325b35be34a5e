// SPDX-License-Identifier: Apache-2.0
#include "views/map_ranges.h"

#include <algorithm>
#include <numeric>

#include "maps/token_norms.h"
#include "tensor/row_span.h"

namespace vitviz::views {
namespace {

using Range = std::optional<color::ValueRange>;

bool any_shows(Numbers numbers, const ViewList& views) {
  return std::any_of(views.begin(), views.end(),
                     [numbers](const View* view) { return view->numbers == numbers; });
}

Range range_of_maps(const std::vector<tensor::Matrix>& maps, const analysis::MapKind& kind) {
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

color::ValueRange own_range(std::span<const float> map, const analysis::MapKind& kind) {
  if (!kind.has_outliers) return color::range_of(map);
  const Eigen::Map<const tensor::Vector> norms(map.data(), std::ssize(map));
  // Outliers are the largest numbers, and fewer than half.
  std::vector<float> others(map.begin(), map.end());
  const auto end = others.end() - std::ssize(maps::find_outliers(norms).indices);
  std::nth_element(others.begin(), end, others.end());
  others.erase(end, others.end());
  return color::range_of(others);
}

std::optional<color::ValueRange> range_of_photo(const std::vector<tensor::Matrix>& maps,
                                                const std::vector<tensor::AttentionMaps>& attention,
                                                const ViewList& views,
                                                const analysis::MapSelection& selection) {
  Range range;
  if (any_shows(Numbers::kMaps, views)) range = range_of_maps(maps, selection.map());
  if (any_shows(Numbers::kAllAttention, views)) {
    range = united(range, range_of_blocks(attention, all_blocks(attention)));
  } else if (any_shows(Numbers::kBlocksAttention, views)) {
    range = united(range, range_of_blocks(attention, selection.blocks()));
  }
  return range;
}

bool show_numbers(const ViewList& views) {
  return std::any_of(views.begin(), views.end(),
                     [](const View* view) { return view->numbers != Numbers::kNone; });
}

std::optional<color::ValueRange> united(const std::optional<color::ValueRange>& a,
                                        const std::optional<color::ValueRange>& b) {
  if (!a || !b) return a ? a : b;
  return color::united(*a, *b);
}

}  // namespace vitviz::views
