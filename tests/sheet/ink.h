// SPDX-License-Identifier: Apache-2.0
// What was drawn on a white page, and where.
#pragma once

#include <algorithm>
#include <cstddef>

#include "color/colormap.h"
#include "image/raster.h"
#include "sheet/canvas.h"

namespace vitviz::sheet {

inline color::Color color_at(const image::RgbImage& picture, int x, int y) {
  const auto pixel = picture.row(y).subspan(3 * static_cast<std::size_t>(x), 3);
  return {pixel[0], pixel[1], pixel[2]};
}

// The smallest box around all pixels of `part` that are not white; of no size where all are.
// Requires: the part lies on the picture.
inline Box ink_within(const image::RgbImage& picture, const Box& part) {
  int left = part.right();
  int right = part.x - 1;
  int top = part.bottom();
  int bottom = part.y - 1;
  for (int y = part.y; y < part.bottom(); ++y) {
    for (int x = part.x; x < part.right(); ++x) {
      if (color_at(picture, x, y) == kWhite) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
  }
  if (right < left) return {};
  return {left, top, right - left + 1, bottom - top + 1};
}

inline Box ink_of(const image::RgbImage& picture) {
  return ink_within(picture, {0, 0, picture.width(), picture.height()});
}

inline bool is_white(const image::RgbImage& picture, const Box& part) {
  return ink_within(picture, part) == Box{};
}

}  // namespace vitviz::sheet
