// SPDX-License-Identifier: Apache-2.0
// The compression of BMP files with a palette of 16 or 256 colours. Pairs of bytes:
//
//   n > 0, v    n pixels of v: its index, or its two indices of 4 bits by turns
//   0, 0        the end of a row          0, 1   the end of the picture
//   0, 2, x, y  x to the right, y rows on
//   0, n > 2    n indices as they are, filled up to an even number of bytes
#pragma once

#include <stop_token>

#include "image/bmp_header.h"
#include "image/encoded_photo.h"
#include "image/raster.h"

namespace vitviz::image {

// The indices of all pixels, rows in the order of the file. What the file leaves out is 0.
// Requires: header.has_run_lengths. Throws Error(kInput) when the file ends before the picture, and
// Stopped.
[[nodiscard]] GrayImage read_run_lengths(const EncodedPhoto& photo, const BmpHeader& header,
                                         const std::stop_token& stop);

}  // namespace vitviz::image
