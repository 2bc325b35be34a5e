// SPDX-License-Identifier: Apache-2.0
// The photo with a line around the object.
#pragma once

#include "field/region.h"
#include "image/lazy_picture.h"
#include "image/raster.h"

namespace vitviz::render {

// A line of yellow between two thin ones of black, which together show on any photo, light or dark.
struct LineWidths {
  float line = 0;  // in pixels
  float rim = 0;   // on each side of it
};

// Widths that look the same on photos of all sizes: 0.5 % of the side of a square as large as the
// photo, but at least 1.5 pixels, with rims of 30 % of it.
[[nodiscard]] LineWidths line_widths_for(image::Size photo);

// The photo, with an anti-aliased line on the region's edge. Where the region reaches the border of
// the photo, the line ends there.
//
// Requires: the region has the photo's size; the photo outlives the picture.
[[nodiscard]] image::LazyRgb draw_outline(const image::RgbImage& photo, field::Region region);

}  // namespace vitviz::render
