// SPDX-License-Identifier: Apache-2.0
// --map similarity: how similar each patch's token is to that of CLS or of the query's patch;
// without CLS, to the mean of all patches.
#include "analysis/map_kind.h"
#include "analysis/photo_input.h"
#include "maps/similarity.h"

namespace vitviz::analysis {
namespace {

// The token that all others are compared with.
tensor::Vector compared_with(const tensor::Matrix& tokens, const MapMaterial& material) {
  const int prefix = material.model.prefix_count();
  if (material.query != nullptr) return tokens.row(prefix + material.query->patch);
  if (material.model.has_cls()) return tokens.row(0);
  return tokens.bottomRows(tokens.rows() - prefix).colwise().mean();
}

tensor::Matrix compute(const MapMaterial& material) {
  const std::vector<tensor::Matrix>& blocks = material.block_tokens;
  const Eigen::Index patches = blocks.front().rows() - material.model.prefix_count();
  tensor::Matrix maps(static_cast<Eigen::Index>(blocks.size()), patches);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    maps.row(static_cast<Eigen::Index>(i)) =
        maps::cosine_similarity(blocks[i].bottomRows(patches), compared_with(blocks[i], material));
  }
  return maps;
}

std::string meaning(const MapSelection& /*selection*/) { return "cosine similarity of the tokens"; }

}  // namespace

extern const MapKind kSimilarityMap;
const MapKind kSimilarityMap = {
    .name = "similarity",
    .help = "how similar each patch's token is to that of CLS (cosine)",
    .source = Source::kTokens,
    .without_cls = "patches are compared with their mean",
    .is_signed = true,
    .meaning = meaning,
    .compute = compute,
};

}  // namespace vitviz::analysis
