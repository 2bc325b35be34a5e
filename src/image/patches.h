// SPDX-License-Identifier: Apache-2.0
// 8-bit pixels → the normalised patch rows that the network's first matrix product reads.
#pragma once

#include "image/raster.h"
#include "tensor/shapes.h"

namespace vitviz::image {

// Cuts `input` into patches, (value / 255 − mean) / std each: [N, 3·P·P]. Within a row the order is
// channel, y, x, as in the weights [D, 3, P, P] of a patch embedding.
// What is no whole patch at the right and the bottom is left out.
// Requires: both sides of `input` are at least `patch`; std > 0.
[[nodiscard]] tensor::Matrix to_patches(const RgbImage& input, int patch,
                                        const tensor::PerChannel& mean,
                                        const tensor::PerChannel& std);

}  // namespace vitviz::image
