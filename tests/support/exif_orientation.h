// SPDX-License-Identifier: Apache-2.0
// How a camera was held, as EXIF notes it.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "image/raster.h"

namespace vitviz::test {

inline constexpr unsigned kExifShort = 3;  // the type of a number of 16 bits

// An EXIF block with the orientation alone, in either byte order. It makes sense with the type
// kExifShort, the count 1 and a value of 1 to 8.
[[nodiscard]] std::vector<std::byte> exif_block(bool little, unsigned type, unsigned count,
                                                unsigned value);

// Where EXIF's table says that the stored pixel (x, y) belongs, as "row 0 is …, column 0 is …".
[[nodiscard]] std::array<int, 2> upright_place(int orientation, image::Size stored, int x, int y);

}  // namespace vitviz::test
