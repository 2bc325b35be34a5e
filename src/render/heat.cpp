// SPDX-License-Identifier: Apache-2.0
#include "render/heat.h"

#include <utility>

#include "render/levels.h"

namespace vitviz::render {

image::LazyRgb draw_heat(field::UpsampledMap map, color::Colormap colormap,
                         const std::optional<color::ValueScale>& scale) {
  const image::Size size = map.size();
  const auto colors = color::colors_of(colormap);
  return {size, [map = std::move(map), colors, scale](const image::Band<3>& band) {
            LevelReader levels(map, scale);
            for (int y = band.top(); y < band.bottom(); ++y) {
              color::color_row(levels.row(y), colors, band.row(y));
            }
          }};
}

}  // namespace vitviz::render
