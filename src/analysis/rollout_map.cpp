// SPDX-License-Identifier: Apache-2.0
// --map rollout: the attention of all blocks together (nn/rollout.h).
#include "analysis/map_kind.h"
#include "analysis/map_selection.h"

namespace vitviz::analysis {
namespace {

std::string meaning(const MapSelection& selection) {
  return selection.query_count() > 0 ? "share of the patch's rollout" : "share of the rollout";
}

tensor::Matrix compute(const MapMaterial& material) {
  return material.rollout->rightCols(material.attention.grid().count());
}

}  // namespace

extern const MapKind kRolloutMap;
const MapKind kRolloutMap = {
    .name = "rollout",
    .help = "the attention of all blocks together, up to the block that is drawn",
    .source = Source::kRollout,
    .without_cls = "the map is the mean rollout from all patches",
    .meaning = meaning,
    .compute = compute,
};

}  // namespace vitviz::analysis
