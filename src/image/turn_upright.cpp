// SPDX-License-Identifier: Apache-2.0
#include "image/turn_upright.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "base/stopped.h"

namespace vitviz::image {
namespace {

// Squares that fit the first cache with all rows they touch, read and written.
constexpr int kTile = 32;

// The way through the stored photo while the upright one is written from its top left corner.
struct Walk {
  std::ptrdiff_t start;
  std::ptrdiff_t right;  // in bytes, for one pixel to the right in the upright photo
  std::ptrdiff_t down;
};

Walk plan_walk(Size stored, int orientation) {
  const std::ptrdiff_t pixel = RgbImage::kChannels;
  const std::ptrdiff_t row = pixel * stored.width;
  const bool from_right = orientation == 2 || orientation == 3 || orientation >= 7;
  const bool from_bottom =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const std::ptrdiff_t along = from_right ? -pixel : pixel;
  const std::ptrdiff_t across = from_bottom ? -row : row;
  const std::ptrdiff_t start =
      (from_right ? row - pixel : 0) + (from_bottom ? row * (stored.height - 1) : 0);
  if (orientation >= 5) return {start, across, along};
  return {start, along, across};
}

void copy_tile(const std::uint8_t* stored, const Walk& walk, RgbImage& upright, int x0, int y0) {
  const int x1 = std::min(x0 + kTile, upright.width());
  const int y1 = std::min(y0 + kTile, upright.height());
  for (int y = y0; y < y1; ++y) {
    const std::uint8_t* from = stored + walk.start + y * walk.down + x0 * walk.right;
    std::uint8_t* to = upright.row(y).data() + static_cast<std::ptrdiff_t>(x0) * 3;
    for (int x = x0; x < x1; ++x, from += walk.right, to += 3) std::memcpy(to, from, 3);
  }
}

}  // namespace

RgbImage turn_upright(RgbImage stored, int exif_orientation, const std::stop_token& stop) {
  VITVIZ_CHECK(exif_orientation >= 1 && exif_orientation <= 8);
  if (exif_orientation == 1) return stored;

  const bool swaps_sides = exif_orientation >= 5;
  const Size size = stored.size();
  RgbImage upright(swaps_sides ? Size{size.height, size.width} : size);
  const Walk walk = plan_walk(size, exif_orientation);
  for (int y = 0; y < upright.height(); y += kTile) {
    base::stop_if_requested(stop);
    for (int x = 0; x < upright.width(); x += kTile) {
      copy_tile(stored.bytes().data(), walk, upright, x, y);
    }
  }
  return upright;
}

}  // namespace vitviz::image
