// SPDX-License-Identifier: Apache-2.0
// From which number to which the colours of a photo's maps run, as --range asks for it.
#pragma once

#include <optional>
#include <vector>

#include "cli/map_selection.h"
#include "cli/options.h"
#include "render/value_range.h"
#include "tensor/attention_maps.h"
#include "tensor/shapes.h"

namespace vitviz::cli {

// Maps and sheets may show numbers of different kinds: similarities here, attention there. Where
// one is empty, each map has its own.
struct MapRanges {
  std::optional<render::ValueRange> maps;       // of the maps that are wanted
  std::optional<render::ValueRange> attention;  // of the heads and blocks that sheets show
};

// Those that hold both.
[[nodiscard]] MapRanges united(const MapRanges& a, const MapRanges& b);

// What all maps of a photo that are drawn in colours span, those of every query: for --range share.
// Where maps and sheets both show attention, they share it.
[[nodiscard]] MapRanges ranges_of(const std::vector<tensor::Matrix>& maps,
                                  const std::vector<tensor::AttentionMaps>& attention,
                                  const Options& options, const MapSelection& selection);

// Whether any view shows numbers as colours, so that a range has to be known.
[[nodiscard]] bool show_numbers(const std::vector<View>& views);

}  // namespace vitviz::cli
