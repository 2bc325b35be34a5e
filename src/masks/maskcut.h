// SPDX-License-Identifier: Apache-2.0
// MaskCut's masks: TokenCut several times, each time without the patches that were found before.
//
// X. Wang et al., "Cut and Learn for Unsupervised Object Detection and Instance Segmentation", CVPR
// 2023; facebookresearch/CutLER, maskcut.py. A round:
//
//   1. y as in TokenCut (tokencut.h); the features of patches that belong to a mask are zeros.
//   2. The side above the mean of y is the object, unless three corners of the grid or more are on
//      it, or the patch of largest |y| is not: then it is the other side, and y turns its sign.
//   3. The seed is the patch of largest y; the mask is what hangs together with it on that side.
//   4. From the second round on a mask is no object if its IoU with the mask before is above 0.5,
//      or if it covers 1 % of the grid or less.
//   5. Patches of earlier masks are taken out of it.
//
// The first mask that is no object ends the search: nothing would be different in another round.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::masks {

struct MaskCutOptions {
  std::optional<double> threshold = {};  // τ, as for TokenCut: in all rounds that of the first
  int objects = 3;                       // how many at most
};

// `features` [N, D] of the grid's patches. Up to `objects` masks of patches that have none in
// common, in the order they were found; none where there is nothing to cut.
//
// Ties are those of TokenCut. In a grid of one row or column, two of the four corners are each
// other; they count twice. A mask of which earlier ones leave nothing is no object.
//
// Requires: N = grid.count() >= 1; the numbers are finite; objects >= 1.
[[nodiscard]] std::vector<std::vector<std::uint8_t>> maskcut_masks(tensor::ConstMatrixRef features,
                                                                   tensor::PatchGrid grid,
                                                                   const MaskCutOptions& options,
                                                                   base::ThreadPool& threads);

}  // namespace vitviz::masks
