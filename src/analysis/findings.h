// SPDX-License-Identifier: Apache-2.0
// What is told of an analysis in numbers: the attention that no map shows, tokens that stand out,
// and what the classifier says.
#pragma once

#include <vector>

#include "analysis/analyse.h"
#include "analysis/likeliest_classes.h"
#include "analysis/map_selection.h"
#include "analysis/prefix_share.h"
#include "maps/token_norms.h"

namespace vitviz::analysis {

// What is told of a drawn block and query.
struct LabelledShare {
  MapLabel label;
  PrefixShare share;
};
struct LabelledOutliers {
  MapLabel label;
  maps::NormOutliers outliers;
};

struct Findings {
  std::vector<LabelledShare> prefix_shares;  // of each query and drawn block
  std::vector<LabelledOutliers> outliers;    // of each drawn block, where the map has outliers
  std::vector<RankedClass> classes;          // likeliest first; empty without logits
};

[[nodiscard]] Findings findings_of(const Analysis& analysis, const Inquiry& inquiry);

}  // namespace vitviz::analysis
