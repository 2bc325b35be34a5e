// SPDX-License-Identifier: Apache-2.0
// A mask at the photo's size: 255 where the object is, 0 elsewhere.
#pragma once

#include <span>

#include "base/thread_pool.h"
#include "image/geometry.h"
#include "image/raster.h"
#include "render/upsample.h"

namespace vitviz::render {

// DINO's mass rule (saliency/mass_mask.h) with the share `keep`, on a map [N] with a number per
// patch.
//
// With Upsample::kNearest the rule marks whole patches, exactly as DINO does.
//
// Otherwise it is applied to the smoothly resampled map, so that the mask's edge runs between the
// patches: the rule finds the threshold on 8 × 8 samples of every patch, whatever the photo's size,
// and a pixel is marked when its value reaches that threshold. Hence
//   - a larger `keep` only adds pixels, and keep = 1 marks every pixel whose value is above zero;
//   - equal values are marked together: a constant map marks the whole photo;
//   - a map of zeros marks nothing;
//   - on the samples the mask holds at least `keep` of the attention. At the photo's size it is
//     `keep` up to sampling: within 0.002 for 320 × 480 network pixels of patch 16, less exactly
//     when the photo has only a few pixels per patch.
//
// Numbers below zero hold nothing and are never marked.
//
// Requires: the numbers are finite; 0 < keep <= 1.
[[nodiscard]] image::GrayImage draw_mask(std::span<const float> map,
                                         const image::Geometry& geometry, double keep, Upsample how,
                                         base::ThreadPool& threads);

}  // namespace vitviz::render
