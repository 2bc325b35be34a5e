// SPDX-License-Identifier: Apache-2.0
// Deep spectral segmentation: the sign of the second smallest eigenvector of a graph that joins
// patches with similar features, and, λ times, neighbours with similar colours.
//
// L. Melas-Kyriazi et al., "Deep Spectral Methods: A Surprisingly Strong Baseline for Unsupervised
// Semantic Segmentation and Localization", CVPR 2022; lukemelas/deep-spectral-segmentation.
//
//   W = max(0, cosines of the features) + λ · (graph of nearest colours, color_neighbors.h)
//   (D − W) v = λ′ D v;   v is turned so that not more than half of the patches are above zero;
//   object: v > 0.
#pragma once

#include <cstdint>
#include <vector>

#include "base/thread_pool.h"
#include "image/raster.h"
#include "tensor/shapes.h"

namespace vitviz::masks {

// `features` [N, D] of the grid's patches; `photo` of any size, all of which the grid covers: it is
// resized to a pixel per patch. `color_weight` is λ. Marks the object's patches, which need not
// hang together.
//
// Where there are less than two patches, all features are alike (every cosine is 1 up to rounding)
// or all are zeros, nothing is marked: the colours alone are no reason to see an object. A patch
// that nothing joins to any, itself included, counts as joined to itself.
//
// Requires: N = grid.count() >= 1; the numbers are finite; color_weight >= 0.
[[nodiscard]] std::vector<std::uint8_t> spectral_mask(tensor::ConstMatrixRef features,
                                                      tensor::PatchGrid grid,
                                                      const image::RgbImage& photo,
                                                      double color_weight,
                                                      base::ThreadPool& threads);

}  // namespace vitviz::masks
