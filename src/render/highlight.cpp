// SPDX-License-Identifier: Apache-2.0
#include "render/highlight.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "render/gray_ground.h"
#include "render/outline.h"

namespace vitviz::render {
namespace {

// The edge is under the line, so that it needs no softness.
void darken_outside(std::span<const float> distances, std::span<std::uint8_t> rgb) {
  std::vector<std::uint8_t> ground(distances.size());
  gray_ground_row(rgb, ground);
  for (std::size_t x = 0; x < ground.size(); ++x) {
    if (distances[x] >= 0.0F) continue;
    std::fill_n(rgb.begin() + static_cast<std::ptrdiff_t>(3 * x), 3, ground[x]);
  }
}

}  // namespace

image::LazyRgb draw_highlight(const image::RgbImage& photo, field::Region region) {
  return draw_outline(photo, std::move(region), darken_outside);
}

}  // namespace vitviz::render
