// SPDX-License-Identifier: Apache-2.0
// From which number to which the colours of maps run.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "cli/map_selection.h"
#include "cli/options.h"
#include "color/value_range.h"
#include "tensor/attention_maps.h"
#include "tensor/shapes.h"

namespace vitviz::cli {

// That of a map by itself (render/value_range.h). Outliers among norms, which have rings, lie
// beyond it.
[[nodiscard]] color::ValueRange own_range(std::span<const float> map, Map kind);

// What all maps of a photo that its views draw in colours span, those of every query: for --range
// share. Nothing where no view shows numbers.
[[nodiscard]] std::optional<color::ValueRange> range_of_photo(
    const std::vector<tensor::Matrix>& maps, const std::vector<tensor::AttentionMaps>& attention,
    const Options& options, const MapSelection& selection);

// Whether any view shows numbers as colours, so that a range has to be known.
[[nodiscard]] bool show_numbers(const std::vector<View>& views);

// The range that holds both; nothing holds nothing.
[[nodiscard]] std::optional<color::ValueRange> united(const std::optional<color::ValueRange>& a,
                                                      const std::optional<color::ValueRange>& b);

}  // namespace vitviz::cli
