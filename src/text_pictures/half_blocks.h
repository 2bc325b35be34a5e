// SPDX-License-Identifier: Apache-2.0
// A picture as text for a terminal with 24-bit colours: each character is the upper half of a cell
// (▀), whose foreground is one pixel and whose background is the pixel below it.
#pragma once

#include <string>

#include "image/raster.h"

namespace vitviz::text_pictures {

// A line of text for each two rows of pixels. Every line ends with the colours as they were before.
// Under an odd last row lies the terminal's own background. Colours are by the escape sequences
// ESC[38;2;R;G;Bm and ESC[48;2;R;G;Bm (ITU-T T.416), written only where they change.
[[nodiscard]] std::string half_blocks(const image::RgbImage& picture);

}  // namespace vitviz::text_pictures
