// SPDX-License-Identifier: Apache-2.0
#include "analysis/map_kind.h"

#include <array>

namespace vitviz::analysis {

// Each has a file of its own, attention_map.cpp and so on.
extern const MapKind kAttentionMap, kRolloutMap, kSimilarityMap, kNormMap;

std::span<const base::Named<const MapKind*>> map_kinds() {
  using Row = base::Named<const MapKind*>;
  static const std::array rows = {
      Row{kAttentionMap.name, &kAttentionMap},
      Row{kRolloutMap.name, &kRolloutMap},
      Row{kSimilarityMap.name, &kSimilarityMap},
      Row{kNormMap.name, &kNormMap},
  };
  return rows;
}

const MapKind& usual_map() { return kAttentionMap; }

}  // namespace vitviz::analysis
