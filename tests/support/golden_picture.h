// SPDX-License-Identifier: Apache-2.0
// Pictures held against those in tests/golden, by what an eye would notice.
#pragma once

#include <string>

#include "image/raster.h"

namespace vitviz::test {

// How far two pictures are apart, in levels of 255.
struct PictureDifference {
  double mean = 0;           // of all channels, absolute
  double largest_block = 0;  // the mean of the worst 8 × 8 block
};

// Requires: the pictures have the same size.
[[nodiscard]] PictureDifference difference_of(const image::RgbImage& a, const image::RgbImage& b);

// What passes. Rounding, an edge that moved by a hundredth of a pixel, and other versions of
// FreeType stay far below it; a label that moved by a pixel or a patch of another colour does not.
inline constexpr PictureDifference kUnseen = {.mean = 1.0, .largest_block = 12.0};

// A CHECK that the picture looks like tests/golden/NAME: the same size, and no further apart than
// kUnseen. One with opacity has to look so on black and on white, which leaves nothing open.
// Where the environment has VITVIZ_WRITE_GOLDEN, it writes the file instead.
void check_golden(const std::string& name, const image::RgbImage& picture);
void check_golden(const std::string& name, const image::RgbaImage& picture);

}  // namespace vitviz::test
