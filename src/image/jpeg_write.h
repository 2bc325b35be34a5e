// SPDX-License-Identifier: Apache-2.0
// Pixels → a JPEG file in memory, for pictures that travel inside of something else.
#pragma once

#include <cstddef>
#include <vector>

#include "image/raster.h"

namespace vitviz::image {

// Baseline JPEG with chroma at half the size. `quality` as in libjpeg: 1 to 100.
// Requires: both sides are at most 65500, libjpeg's limit.
[[nodiscard]] std::vector<std::byte> encode_jpeg(const RgbImage& picture, int quality);

}  // namespace vitviz::image
