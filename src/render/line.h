// SPDX-License-Identifier: Apache-2.0
// A line of yellow between two thin ones of black, which together show on any photo, light or dark.
#pragma once

#include <cstdint>
#include <span>

#include "image/raster.h"

namespace vitviz::render {

struct LineWidths {
  float line = 0;  // in pixels
  float rim = 0;   // on each side of it
};

// Widths that look the same on photos of all sizes: 0.5 % of the side of a square as large as the
// photo, but at least 1.5 pixels, with rims of 30 % of it.
[[nodiscard]] LineWidths line_widths_for(image::Size photo);

// Draws what a row of pixels has of an anti-aliased line. `distances`: of each pixel from the
// line's middle; the sign makes no difference.
void draw_line(std::span<const float> distances, const LineWidths& widths,
               std::span<std::uint8_t> rgb);

}  // namespace vitviz::render
