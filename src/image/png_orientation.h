// SPDX-License-Identifier: Apache-2.0
// The EXIF orientation of a PNG file, before its pixels are decoded.
#pragma once

#include "image/photo_source.h"

namespace vitviz::image {

// Of the first eXIf chunk, which may lie behind the pixels: libpng would not know it before the
// last row. 1, which is upright, where there is none, it is damaged, or it makes no sense.
[[nodiscard]] int png_orientation(const PhotoSource& file);

}  // namespace vitviz::image
