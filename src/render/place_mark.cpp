// SPDX-License-Identifier: Apache-2.0
#include "render/place_mark.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace vitviz::render {
namespace {

// In pixels, from the place outwards: black from `inner`, white, black up to `outer`.
struct Ring {
  double inner;
  double white_from;
  double white_to;
  double outer;
};

Ring ring_for(image::Size size) {
  const double line = std::max(1.5, std::sqrt(static_cast<double>(size.width) * size.height) / 300);
  return {3 * line, 4 * line, 5.5 * line, 6.5 * line};
}

// How much of a pixel at `distance` lies between the two circles, from 0 to 1.
double coverage(double distance, double from, double to) {
  const double inside = std::min(distance - from, to - distance) + 0.5;
  return std::clamp(inside, 0.0, 1.0);
}

void blend(std::uint8_t& channel, double level, double share) {
  channel = static_cast<std::uint8_t>(std::lround(channel + (level - channel) * share));
}

}  // namespace

void mark_place(const image::Band<3>& band, image::Pixel place) {
  const Ring ring = ring_for(band.picture());
  const int reach = static_cast<int>(std::ceil(ring.outer + 1));
  const int right = std::min(band.picture().width - 1, place.x + reach);
  const int bottom = std::min(band.bottom() - 1, place.y + reach);
  for (int y = std::max(band.top(), place.y - reach); y <= bottom; ++y) {
    const auto row = band.row(y);
    for (int x = std::max(0, place.x - reach); x <= right; ++x) {
      const double distance = std::hypot(x - place.x, y - place.y);
      const double black = coverage(distance, ring.inner, ring.outer);
      const double white = coverage(distance, ring.white_from, ring.white_to);
      for (int channel = 0; channel < 3; ++channel) {
        std::uint8_t& value =
            row[3 * static_cast<std::size_t>(x) + static_cast<std::size_t>(channel)];
        blend(value, 0, black);
        blend(value, 255, white);
      }
    }
  }
}

}  // namespace vitviz::render
