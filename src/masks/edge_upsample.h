// SPDX-License-Identifier: Apache-2.0
// A soft mask of a small copy of a photo → the photo's own size, with the photo's own edges.
//
// J. Kopf et al., "Joint Bilateral Upsampling", 2007: a pixel takes the mean of the small pixels
// around it, weighted by how near they are (5 × 5 of them, a Gaussian of one small pixel) and by
// how similar their colour is to its own (a Gaussian of 12 levels). Only along the mask's edge:
// where all of the 5 × 5 are on one side of the threshold, the nearest decides.
#pragma once

#include <span>

#include "base/thread_pool.h"
#include "image/raster.h"

namespace vitviz::masks {

// Levels from 0 to 255 stand for 0 to 1, what is beyond is clamped; the object is where they reach
// this one, for there the value was at least 0.5.
inline constexpr int kObjectLevel = 128;

// `values`: one for each pixel of `small`, row by row, finite; `small` is the whole photo, resized.
// Requires: `small` is not larger than the photo.
[[nodiscard]] image::GrayImage upsample_along_edges(std::span<const float> values,
                                                    const image::RgbImage& small,
                                                    const image::RgbImage& photo,
                                                    base::ThreadPool& threads);

}  // namespace vitviz::masks
