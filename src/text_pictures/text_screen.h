// SPDX-License-Identifier: Apache-2.0
// How large a picture of text can be, and in which of the two ways it is drawn.
#pragma once

#include "image/raster.h"

namespace vitviz::text_pictures {

// What a terminal can show; the defaults are those of a usual one.
struct TextScreen {
  image::Size cells = {80, 24};       // columns and rows of characters
  image::Size cell_pixels = {8, 16};  // what a character takes
  bool sixel = false;                 // whether it understands sixel graphics (sixel.h)
};

// The largest size of the photo's shape that leaves two lines for the prompt. In pixels: with sixel
// those of the screen, otherwise one across and two down for each character. Each side is at least
// 1 and at most 1200.
[[nodiscard]] image::Size fit(image::Size photo, const TextScreen& screen);

}  // namespace vitviz::text_pictures
