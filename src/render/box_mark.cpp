// SPDX-License-Identifier: Apache-2.0
#include "render/box_mark.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "render/line.h"

namespace vitviz::render {
namespace {

// How far the middle of pixel `at` is outside of the pixels [from, from + count) of a row or
// column; negative inside.
float outside(int at, int from, int count) {
  const float middle = static_cast<float>(at) + 0.5F;
  return std::max(static_cast<float>(from) - middle, middle - static_cast<float>(from + count));
}

// From the border of a rectangle, of which a place is so far outside in both directions.
float distance_from(float across, float down) {
  if (across > 0 && down > 0) return std::hypot(across, down);
  return std::max(across, down);
}

}  // namespace

void mark_box(const image::Band<3>& band, const image::Rectangle& box) {
  const LineWidths widths = line_widths_for(band.picture());
  std::vector<float> distances(static_cast<std::size_t>(band.picture().width));
  for (int y = band.top(); y < band.bottom(); ++y) {
    const float down = outside(y, box.corner.y, box.size.height);
    for (int x = 0; x < band.picture().width; ++x) {
      const float across = outside(x, box.corner.x, box.size.width);
      distances[static_cast<std::size_t>(x)] = distance_from(across, down);
    }
    draw_line(distances, widths, band.row(y));
  }
}

}  // namespace vitviz::render
