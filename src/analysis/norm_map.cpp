// SPDX-License-Identifier: Apache-2.0
// --map norm: how long each patch's token is, and which are far longer than the rest.
#include "analysis/map_kind.h"
#include "maps/token_norms.h"

namespace vitviz::analysis {
namespace {

tensor::Matrix compute(const MapMaterial& material) {
  const std::vector<tensor::Matrix>& blocks = material.block_tokens;
  const Eigen::Index patches = blocks.front().rows() - material.model.prefix_count();
  tensor::Matrix maps(static_cast<Eigen::Index>(blocks.size()), patches);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    maps.row(static_cast<Eigen::Index>(i)) = maps::token_norms(blocks[i].bottomRows(patches));
  }
  return maps;
}

std::string meaning(const MapSelection& /*selection*/) { return "length of the patch's token"; }

}  // namespace

extern const MapKind kNormMap;
const MapKind kNormMap = {
    .name = "norm",
    .help = "how long each patch's token is; rings are around outliers",
    .source = Source::kTokens,
    .usual_tokens = model::TokenState::kBlock,
    .without_cls = "",
    .no_queries = "the norm of a token depends on no other",
    .has_outliers = true,
    .meaning = meaning,
    .compute = compute,
};

}  // namespace vitviz::analysis
