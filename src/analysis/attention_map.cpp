// SPDX-License-Identifier: Apache-2.0
// --map attention: how much of its attention a query gives to each patch.
#include "analysis/map_kind.h"
#include "analysis/map_selection.h"

namespace vitviz::analysis {
namespace {

tensor::Matrix compute(const MapMaterial& material) {
  return material.selection.maps_of(material.attention);
}

}  // namespace

extern const MapKind kAttentionMap;
const MapKind kAttentionMap = {
    .name = "attention",
    .help = "the attention that CLS gives to each patch",
    .source = Source::kAttention,
    .without_cls = "the map is the mean attention that patches receive",
    .meaning = meaning_of_attention,
    .compute = compute,
};

}  // namespace vitviz::analysis
