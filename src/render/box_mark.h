// SPDX-License-Identifier: Apache-2.0
// A box around an object.
#pragma once

#include "image/crop.h"
#include "image/lazy_picture.h"

namespace vitviz::render {

// Draws a line (render/line.h) along the border of the box: its middle runs between the pixels that
// are inside and those that are not. Into a band goes what the box has there.
void mark_box(const image::Band<3>& band, const image::Rectangle& box);

}  // namespace vitviz::render
