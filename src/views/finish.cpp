// SPDX-License-Identifier: Apache-2.0
#include "views/finish.h"

#include <utility>

#include "maps/token_norms.h"
#include "render/place_mark.h"
#include "views/legend.h"

namespace vitviz::views {

void mark_places(int map, const ViewInput& input, image::RgbImage& picture) {
  if (input.query != nullptr) render::mark_place(picture, input.query->place);
  if (!input.selection.map().has_outliers) return;
  for (const int patch : maps::find_outliers(input.maps.row(map)).indices) {
    render::mark_place(picture, input.geometry.center_of(patch));
  }
}

Picture finished(const View& view, int map, image::RgbImage picture, const ScaledMap& drawn,
                 const ViewInput& input) {
  mark_places(map, input, picture);
  const image::RgbImage page = beside_legend(std::move(picture), drawn.scale.range, input);
  const auto texts = texts_about(view, map, input, drawn.scale, drawn.beyond);
  return {image::encode_png(page, input.threads, texts), drawn.scale, drawn.beyond};
}

}  // namespace vitviz::views
