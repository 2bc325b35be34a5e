// SPDX-License-Identifier: Apache-2.0
// What the maps of a photo are like in numbers, map by map.
#pragma once

#include <optional>
#include <vector>

#include "analysis/analyse.h"
#include "analysis/map_selection.h"
#include "maps/map_measures.h"

namespace vitviz::analysis {

struct MeasuredMap {
  MapLabel label;  // with the query, where there are any
  int map = 0;     // which of MapSelection::labels()
  // Nothing where its numbers may be below zero, or all are zero.
  std::optional<maps::MapMeasures> measures;
};

// All maps of all queries, in the order of Analysis::maps.
[[nodiscard]] std::vector<MeasuredMap> measure_maps(const Analysis& seen,
                                                    const MapSelection& selection);

}  // namespace vitviz::analysis
