// SPDX-License-Identifier: Apache-2.0
// A ring around a place of the photo.
#pragma once

#include "image/geometry.h"
#include "image/raster.h"

namespace vitviz::render {

// Draws a white ring between two black ones around the pixel, so that it is seen on any ground:
// anti-aliased, of a size that suits the picture's. The place itself stays visible.
void mark_place(image::RgbImage& picture, image::Pixel place);

}  // namespace vitviz::render
