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

// A CHECK that the picture looks like tests/golden/NAME: the same size, a mean difference below 2
// levels, and no block of 8 × 8 pixels off by more than 12. Other versions of FreeType and other
// processors stay far below that. Where the environment has VITVIZ_WRITE_GOLDEN, it writes the file
// instead.
void check_golden(const std::string& name, const image::RgbImage& picture);

}  // namespace vitviz::test
