// SPDX-License-Identifier: Apache-2.0
// Resizing to the byte as Pillow's Image.resize() does it, because every reference preprocesses
// with Pillow. All but the nearest pixel's are antialiased: when shrinking, their support grows with the scale.
// Coefficients are rounded to 22 bits and pixels to 8 bits after each of the two passes, horizontal
// first. Reference implementation: Pillow, src/libImaging/Resample.c, up to release 12; release 13
// is the same unless the height shrinks much more than the width: then it goes vertically first.
#pragma once

#include "base/thread_pool.h"
#include "image/raster.h"

namespace vitviz::image {

enum class Filter {
  kNearest,   // one pixel
  kLanczos,   // sinc below a wider sinc, support 3
  kBilinear,  // triangle, support 1
  kBicubic,   // Keys' cubic with a = -0.5, support 2
  kBox,       // mean, support 0.5
  kHamming,   // sinc below a cosine, support 1
};

[[nodiscard]] RgbImage pil_resize(const RgbImage& photo, Size size, Filter filter,
                                  base::ThreadPool& threads);

}  // namespace vitviz::image
