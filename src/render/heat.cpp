// SPDX-License-Identifier: Apache-2.0
#include "render/heat.h"

#include "render/levels.h"
#include "render/row_strips.h"

namespace vitviz::render {

image::RgbImage draw_heat(const field::UpsampledMap& map, color::Colormap colormap,
                          base::ThreadPool& threads,
                          const std::optional<color::ValueScale>& scale) {
  image::RgbImage picture(map.size());
  const auto colors = color::colors_of(colormap);
  for_each_strip(picture.height(), threads, [&](int begin, int end) {
    LevelReader levels(map, scale);
    for (int y = begin; y < end; ++y) color::color_row(levels.row(y), colors, picture.row(y));
  });
  return picture;
}

}  // namespace vitviz::render
