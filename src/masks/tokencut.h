// SPDX-License-Identifier: Apache-2.0
// TokenCut's mask: the side of a normalised cut that holds the most distinct patch.
//
// Y. Wang et al., "Self-Supervised Transformers for Unsupervised Object Discovery using Normalized
// Cut", CVPR 2022; YangtaoWANG95/TokenCut, object_discovery.py.
//
//   1. y: the second smallest eigenvector of the patches' graph (normalized_cut.h).
//   2. The patches above the mean of y are one side, the others the other.
//   3. The seed is the patch of largest |y|; the object is on its side.
//   4. The object: what hangs together with the seed there (patch_components.h).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::masks {

// `features` [N, D] of the grid's patches, usually keys. `threshold` is τ, the cosine above which
// patches are joined; from the photo when empty. Marks the object's patches.
//
// Patches at the mean are on the lower side. Of patches whose |y| is equal up to rounding the first
// is the seed. Where there is nothing to cut, nothing is marked.
//
// Requires: N = grid.count() >= 1; the numbers are finite.
[[nodiscard]] std::vector<std::uint8_t> tokencut_mask(tensor::ConstMatrixRef features,
                                                      tensor::PatchGrid grid,
                                                      std::optional<double> threshold,
                                                      base::ThreadPool& threads);

}  // namespace vitviz::masks
