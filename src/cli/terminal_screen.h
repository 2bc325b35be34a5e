// SPDX-License-Identifier: Apache-2.0
// How large a picture the terminal can show, and whether it understands sixel graphics.
#pragma once

#include <string_view>

#include "image/raster.h"

namespace vitviz::cli {

struct Screen {
  image::Size cells = {80, 24};       // columns and rows of characters
  image::Size cell_pixels = {8, 16};  // what a character takes
  bool sixel = false;
};

// What is known of the terminal that stdout goes to; of stderr's where stdout is none (as in
// `vitviz … | less -R`), of a usual one where that is none either. Only the terminal of stdout is
// asked whether it understands sixel, and nobody waits for its answer longer than 100 ms.
[[nodiscard]] Screen find_screen();

// Whether an answer to "primary device attributes" (ESC[c), such as ESC[?62;4;22c, names sixel
// graphics: 4. The first number is the kind of terminal.
[[nodiscard]] bool names_sixel(std::string_view answer);

// The largest size of the photo's shape that leaves two lines for the prompt. In pixels: with sixel
// those of the screen, otherwise one across and two down for each character. Each side is at least
// 1 and at most 1200.
[[nodiscard]] image::Size fit(image::Size photo, const Screen& screen);

}  // namespace vitviz::cli
