// SPDX-License-Identifier: Apache-2.0
// Comparing pictures in a way that says where they differ.
#pragma once

#include "image/raster.h"
#include "support/npy_reader.h"

namespace vitviz::test {

// Fails the test case when the sizes differ or any channel of any pixel by more than `tolerance`
// grey levels. `want` is [height, width, 3].
void check_pixels(const image::RgbImage& got, const Array& want, int tolerance);

// A picture with the pixels of `array` [height, width, 3].
[[nodiscard]] image::RgbImage to_picture(const Array& array);

}  // namespace vitviz::test
