// SPDX-License-Identifier: Apache-2.0
// From which number to which the colours of maps run.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/map_selection.h"
#include "color/value_range.h"
#include "tensor/attention_maps.h"
#include "tensor/shapes.h"
#include "views/view_table.h"

namespace vitviz::views {

// That of a map by itself (color/value_range.h). Outliers, which have rings, lie
// beyond it.
[[nodiscard]] color::ValueRange own_range(std::span<const float> map,
                                          const analysis::MapKind& kind);

// What all maps of a photo that its views draw in colours span, those of every query: for a
// range that photos share. Nothing where no view shows numbers.
[[nodiscard]] std::optional<color::ValueRange> range_of_photo(
    const std::vector<tensor::Matrix>& maps, const std::vector<tensor::AttentionMaps>& attention,
    const ViewList& views, const analysis::MapSelection& selection);

// Whether any view shows numbers as colours, so that a range has to be known.
[[nodiscard]] bool show_numbers(const ViewList& views);

// The range that holds both; nothing holds nothing.
[[nodiscard]] std::optional<color::ValueRange> united(const std::optional<color::ValueRange>& a,
                                                      const std::optional<color::ValueRange>& b);

}  // namespace vitviz::views
