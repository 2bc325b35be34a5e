// SPDX-License-Identifier: Apache-2.0
#include "masks/tokencut.h"

#include <cstddef>

#include "base/check.h"
#include "masks/method.h"
#include "masks/normalized_cut.h"
#include "masks/patch_components.h"

namespace vitviz::masks {

extern const Method kTokenCut;

std::vector<std::uint8_t> tokencut_mask(tensor::ConstMatrixRef features, tensor::PatchGrid grid,
                                        std::optional<double> threshold,
                                        base::ThreadPool& threads) {
  VITVIZ_CHECK(features.rows() == grid.count());
  const auto cut = normalized_cut(features, threshold, threads);
  if (!cut) return std::vector<std::uint8_t>(static_cast<std::size_t>(grid.count()), 0);

  std::vector<std::uint8_t> side = above_mean(*cut);
  const int seed = place_of_largest(cut->cwiseAbs());
  if (side[static_cast<std::size_t>(seed)] == 0) {
    for (std::uint8_t& patch : side) patch = patch == 0 ? 1 : 0;
  }
  return component_of(side, grid, seed);
}

namespace {

std::vector<PatchScores> find(const MaskMaterial& material, const MaskOptions& options,
                              base::ThreadPool& threads) {
  return {scores_of(tokencut_mask(*material.features, material.grid, options.threshold, threads))};
}

}  // namespace

const Method kTokenCut = {
    .name = "tokencut",
    .help = "one side of the best cut through the graph of similar patches, as in TokenCut",
    .needs = {.features = true},
    .reads_threshold = true,
    .find = find,
    .threshold = threshold_between,
    .patches = marked_patches,
};

}  // namespace vitviz::masks
