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
// patch. With Upsample::kNearest it marks whole patches, exactly as DINO does. Otherwise the rule
// is applied to the smoothly resampled map, so that the mask's edge runs between the patches.
[[nodiscard]] image::GrayImage draw_mask(std::span<const float> map,
                                         const image::Geometry& geometry, double keep, Upsample how,
                                         base::ThreadPool& threads);

}  // namespace vitviz::render
