// SPDX-License-Identifier: Apache-2.0
// Turns and mirrors a stored photo as its EXIF orientation asks for.
//
// The number says where the first stored row and column belong:
//
//   1 top, left        2 top, right       3 bottom, right    4 bottom, left
//   5 left, top        6 right, top       7 right, bottom    8 left, bottom
#pragma once

#include <stop_token>

#include "image/raster.h"

namespace vitviz::image {

// Requires: exif_orientation is 1 to 8. Throws Stopped.
[[nodiscard]] RgbImage turn_upright(RgbImage stored, int exif_orientation,
                                    const std::stop_token& stop = {});

}  // namespace vitviz::image
