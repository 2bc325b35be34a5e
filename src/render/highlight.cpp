// SPDX-License-Identifier: Apache-2.0
#include "render/highlight.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/check.h"
#include "field/contour_distance.h"
#include "render/gray_ground.h"
#include "render/line.h"
#include "tensor/row_span.h"

namespace vitviz::render {
namespace {

// The edge is under the line, so that it needs no softness.
void lay_ground(std::span<const float> distances, std::span<const std::uint8_t> ground,
                std::span<std::uint8_t> rgb) {
  for (std::size_t x = 0; x < ground.size(); ++x) {
    if (distances[x] < 0.0F)
      std::fill_n(rgb.begin() + static_cast<std::ptrdiff_t>(3 * x), 3, ground[x]);
  }
}

}  // namespace

image::LazyRgb draw_highlight(const image::RgbImage& photo, field::Region region) {
  VITVIZ_CHECK(photo.size() == region.map.size());
  const LineWidths widths = line_widths_for(photo.size());
  const float reach = widths.line / 2.0F + widths.rim + 1.0F;
  return {photo.size(),
          [&photo, region = std::move(region), widths, reach](const image::Band<3>& band) {
            const tensor::Matrix distances =
                field::contour_distance(region, band.top(), band.bottom(), reach);
            std::vector<std::uint8_t> ground(static_cast<std::size_t>(band.picture().width));
            image::copy_rows(photo, band);
            for (int y = band.top(); y < band.bottom(); ++y) {
              const auto row = tensor::row_span(distances, y - band.top());
              gray_ground_row(photo.row(y), ground);
              lay_ground(row, ground, band.row(y));
              draw_line(row, widths, band.row(y));
            }
          }};
}

}  // namespace vitviz::render
