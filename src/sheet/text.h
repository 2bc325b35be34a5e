// SPDX-License-Identifier: Apache-2.0
// Text in pictures: DejaVu Sans, which is part of the program, anti-aliased by FreeType.
//
// Text is UTF-8 on one line. Bytes that are none become U+FFFD, and characters that the font does
// not have are drawn as its empty box; neither is an error. There is no kerning.
#pragma once

#include <string_view>

#include "color/colormap.h"
#include "image/raster.h"
#include "sheet/canvas.h"

namespace vitviz::sheet {

// What text of some size takes up, in pixels.
struct TextExtent {
  int width = 0;    // from its start to where a next character would begin, rounded up
  int ascent = 0;   // of capitals and digits above the baseline
  int descent = 0;  // of "g" below the baseline
};

enum class TextDirection {
  kRight,
  kUp,  // turned a quarter counterclockwise: ascents point to the left
};

struct TextStyle {
  int pixels = 13;  // the font's size: 100 pixels give capitals of 73. At least 1
  color::Color color = {0, 0, 0};
  TextDirection direction = TextDirection::kRight;
};

[[nodiscard]] TextExtent measure_text(std::string_view text, int pixels);

// Draws `text` from the start of its baseline on, and cuts it off at the picture's borders. Each
// character lies where its fraction of a pixel puts it. Callable from several threads.
void draw_text(std::string_view text, Point baseline, const TextStyle& style,
               image::RgbImage& picture);

}  // namespace vitviz::sheet
