// SPDX-License-Identifier: Apache-2.0
#include "cli/photo_maps.h"

#include <algorithm>
#include <cstddef>

#include "maps/similarity.h"

namespace vitviz::cli {
namespace {

// The token that all others are compared with: the query's patch or, when null, CLS.
tensor::Vector compared_with(const tensor::Matrix& tokens, const Query* query,
                             const model::Blueprint& blueprint) {
  const int prefix = blueprint.prefix_count();
  if (query != nullptr) return tokens.row(prefix + query->patch);
  if (blueprint.has_cls()) return tokens.row(0);
  return tokens.bottomRows(tokens.rows() - prefix).colwise().mean();
}

tensor::Matrix similarity_maps(const std::vector<tensor::Matrix>& blocks, const Query* query,
                               const model::Blueprint& blueprint) {
  const Eigen::Index patches = blocks.front().rows() - blueprint.prefix_count();
  tensor::Matrix maps(static_cast<Eigen::Index>(blocks.size()), patches);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    maps.row(static_cast<Eigen::Index>(i)) = maps::cosine_similarity(
        blocks[i].bottomRows(patches), compared_with(blocks[i], query, blueprint));
  }
  return maps;
}

tensor::Matrix norm_maps(const std::vector<tensor::Matrix>& blocks,
                         const model::Blueprint& blueprint) {
  const Eigen::Index patches = blocks.front().rows() - blueprint.prefix_count();
  tensor::Matrix maps(static_cast<Eigen::Index>(blocks.size()), patches);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    maps.row(static_cast<Eigen::Index>(i)) = maps::token_norms(blocks[i].bottomRows(patches));
  }
  return maps;
}

}  // namespace

std::vector<tensor::Matrix> photo_maps(const NetworkOutput& output,
                                       const std::vector<Query>& queries, const DrawJob& job) {
  const model::Blueprint& blueprint = job.model.blueprint();
  std::vector<tensor::Matrix> maps;
  for (std::size_t i = 0; i < output.attention.size(); ++i) {
    const Query* query = queries.empty() ? nullptr : &queries[i];
    switch (job.selection.map()) {
      case Map::kAttention:
        maps.push_back(job.selection.maps_of(output.attention[i]));
        break;
      case Map::kSimilarity:
        maps.push_back(similarity_maps(output.block_tokens, query, blueprint));
        break;
      case Map::kNorm:
        maps.push_back(norm_maps(output.block_tokens, blueprint));
        break;
      case Map::kRollout:
        maps.emplace_back(output.rollout[i].rightCols(output.attention[i].grid().count()));
        break;
    }
  }
  return maps;
}

std::vector<maps::NormOutliers> norm_outliers(const std::vector<tensor::Matrix>& maps,
                                              const MapSelection& selection) {
  std::vector<maps::NormOutliers> outliers;
  if (selection.map() != Map::kNorm) return outliers;
  for (const auto& norms : maps.front().rowwise()) {
    outliers.push_back(maps::find_outliers(norms));
  }
  return outliers;
}

}  // namespace vitviz::cli
