// SPDX-License-Identifier: Apache-2.0
// A ring around a place of the photo.
#pragma once

#include "image/geometry.h"
#include "image/lazy_picture.h"

namespace vitviz::render {

// Draws a white ring between two black ones around the pixel, so that it is seen on any ground:
// anti-aliased, of a size that suits the picture's. The place itself stays visible. Into a band
// goes what the ring has there.
void mark_place(const image::Band<3>& band, image::Pixel place);

}  // namespace vitviz::render
