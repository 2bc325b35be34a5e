// SPDX-License-Identifier: Apache-2.0
// LOST's mask: objects are smaller than the background, so an object's patch is like few others.
//
// O. Siméoni et al., "Localizing Objects with Self-Supervised Transformers and no Labels", BMVC
// 2021; valeoai/LOST.
//
//   S = F Fᵀ, of features F that are not normalised.
//   1. The degree of a patch: how many others it is positively correlated with, S > 0.
//   2. The seed: the patch of the lowest degree.
//   3. Its kin: those of the 100 patches of lowest degree that are positively correlated with it.
//   4. The object: the patches that are positively correlated with the sum over the kin, as far as
//      they hang together with the seed (patch_components.h).
#pragma once

#include <cstdint>
#include <vector>

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::masks {

struct LostOptions {
  int candidates = 100;  // how many patches may be kin of the seed
};

// `features` [N, D] of the grid's patches, usually keys. Marks the object's patches.
//
// Of equal degrees the earlier patch comes first. Features of zeros are no seed and no object;
// where there are no others, nothing is marked. Of a uniform photo everything is marked, for there
// every patch is like the seed.
//
// Requires: N = grid.count() >= 1; all numbers are finite; candidates >= 1.
[[nodiscard]] std::vector<std::uint8_t> lost_mask(tensor::ConstMatrixRef features,
                                                  tensor::PatchGrid grid,
                                                  const LostOptions& options,
                                                  base::ThreadPool& threads);

}  // namespace vitviz::masks
