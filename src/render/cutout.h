// SPDX-License-Identifier: Apache-2.0
// The object alone, on a transparent ground.
#pragma once

#include "field/region.h"
#include "image/lazy_picture.h"
#include "image/raster.h"

namespace vitviz::render {

// The width of the band in which a cutout fades, in pixels: 0.4 % of the side of a square as large
// as the photo, but at least 2.
[[nodiscard]] float soft_edge_for(image::Size photo);

// How much of a pixel is seen, 0 to 1, at the signed `distance` from the region's edge (positive
// inside): half on the edge, rising smoothly (a cubic) within a band of width `soft_edge`.
[[nodiscard]] float opacity_at(float distance, float soft_edge);

// The photo's own colours where the region is, with a soft edge; all else is transparent (and
// black, so that nothing of the photo hides in it). The border of the photo is no edge.
//
// Requires: the region has the photo's size; the photo outlives the picture.
[[nodiscard]] image::LazyRgba draw_cutout(const image::RgbImage& photo, field::Region region);

}  // namespace vitviz::render
