// SPDX-License-Identifier: Apache-2.0
// FOUND's mask: what is unlike the background. No training, no eigenvectors.
//
// O. Siméoni et al., "Unsupervised Object Localization: Observing the Background to Discover
// Objects", CVPR 2023; valeoai/FOUND, the seed masks of its first stage.
//
//   1. A head counts the more, the fewer patches it looks at. Q_h is the share of patches whose
//      attention is above the mean attention of all heads and patches:
//      β_h = log(Σ_h (Q_h + ε) / (Q_h + ε)), ε = 1e-10.
//   2. The seed of the background is the patch with the least attention Σ_h β_h a_h.
//   3. The keys of head h are multiplied by β_h. What is similar to the seed, cosine > 0.3, is the
//      background; all else is the object.
#pragma once

#include <cstdint>
#include <vector>

#include "tensor/shapes.h"

namespace vitviz::masks {

struct FoundOptions {
  double background = 0.3;  // the cosine above which a patch is like the background
};

// `keys` [N, D] of the patches, the heads side by side; `attention` [H, N] from CLS (or whatever
// stands in its place) to the patches. Marks the object's patches.
//
// Of equally attended patches the first is the seed. A single head has the weight 1. Keys of zeros
// are like nothing, and belong to the background; if those of the seed are, all patches do. Of a
// uniform photo nothing is marked.
//
// Requires: N >= 1, H >= 1, D is a multiple of H; all numbers are finite.
[[nodiscard]] std::vector<std::uint8_t> found_mask(tensor::ConstMatrixRef keys,
                                                   tensor::ConstMatrixRef attention,
                                                   const FoundOptions& options = {});

}  // namespace vitviz::masks
