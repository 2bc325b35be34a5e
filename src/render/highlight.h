// SPDX-License-Identifier: Apache-2.0
// The object as the photo shows it, in a line of its own, on the dark grey photo: even a small
// picture leaves no doubt which side of the line is the object.
#pragma once

#include "field/region.h"
#include "image/lazy_picture.h"
#include "image/raster.h"

namespace vitviz::render {

// Requires: the region has the photo's size; the photo outlives the picture.
[[nodiscard]] image::LazyRgb draw_highlight(const image::RgbImage& photo, field::Region region);

}  // namespace vitviz::render
