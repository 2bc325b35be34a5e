// SPDX-License-Identifier: Apache-2.0
#include "text_pictures/text_screen.h"

#include <algorithm>
#include <cmath>

namespace vitviz::text_pictures {

image::Size fit(image::Size photo, const TextScreen& screen) {
  constexpr int kLinesLeft = 2;
  constexpr int kMostPixels = 1200;
  const image::Size cell = screen.sixel ? screen.cell_pixels : image::Size{1, 2};
  const int rows = std::max(1, screen.cells.height - kLinesLeft);
  const double width = std::min(kMostPixels, screen.cells.width * cell.width);
  const double height = std::min(kMostPixels, rows * cell.height);
  const double scale = std::min(width / photo.width, height / photo.height);
  return {std::max(1, static_cast<int>(std::lround(photo.width * scale))),
          std::max(1, static_cast<int>(std::lround(photo.height * scale)))};
}

}  // namespace vitviz::text_pictures
