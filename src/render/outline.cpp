// SPDX-License-Identifier: Apache-2.0
#include "render/outline.h"

#include <utility>

#include "base/check.h"
#include "field/contour_distance.h"
#include "render/line.h"
#include "tensor/row_span.h"

namespace vitviz::render {

image::LazyRgb draw_outline(const image::RgbImage& photo, field::Region region) {
  VITVIZ_CHECK(photo.size() == region.map.size());
  const LineWidths widths = line_widths_for(photo.size());
  const float reach = widths.line / 2.0F + widths.rim + 1.0F;
  return {photo.size(),
          [&photo, region = std::move(region), widths, reach](const image::Band<3>& band) {
            const tensor::Matrix distances =
                field::contour_distance(region, band.top(), band.bottom(), reach);
            image::copy_rows(photo, band);
            for (int y = band.top(); y < band.bottom(); ++y) {
              draw_line(tensor::row_span(distances, y - band.top()), widths, band.row(y));
            }
          }};
}

}  // namespace vitviz::render
