// SPDX-License-Identifier: Apache-2.0
// The photo with a line around the object.
#pragma once

#include "field/region.h"
#include "image/lazy_picture.h"
#include "image/raster.h"

namespace vitviz::render {

// The photo, with an anti-aliased line on the region's edge. Where the region reaches the border of
// the photo, the line ends there.
//
// Requires: the region has the photo's size; the photo outlives the picture.
[[nodiscard]] image::LazyRgb draw_outline(const image::RgbImage& photo, field::Region region);

}  // namespace vitviz::render
