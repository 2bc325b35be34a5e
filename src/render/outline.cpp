// SPDX-License-Identifier: Apache-2.0
#include "render/outline.h"

#include <utility>

#include "base/check.h"
#include "field/contour_distance.h"
#include "render/line.h"
#include "tensor/row_span.h"

namespace vitviz::render {

image::LazyRgb draw_outline(const image::RgbImage& photo, field::Region region) {
  return draw_outline(photo, std::move(region),
                      [](const auto& /*distances*/, const auto& /*rgb*/) {});
}

image::LazyRgb draw_outline(const image::RgbImage& photo, field::Region region, Ground ground) {
  VITVIZ_CHECK(photo.size() == region.map.size());
  const LineWidths widths = line_widths_for(photo.size());
  const float reach = widths.line / 2.0F + widths.rim + 1.0F;
  return {photo.size(), [&photo, region = std::move(region), ground = std::move(ground), widths,
                         reach](const image::Band<3>& band) {
            const tensor::Matrix distances =
                field::contour_distance(region, band.top(), band.bottom(), reach);
            image::copy_rows(photo, band);
            for (int y = band.top(); y < band.bottom(); ++y) {
              const auto row = tensor::row_span(distances, y - band.top());
              ground(row, band.row(y));
              draw_line(row, widths, band.row(y));
            }
          }};
}

}  // namespace vitviz::render
