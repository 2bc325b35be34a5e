// SPDX-License-Identifier: Apache-2.0
// --view overlay.
#include "render/overlay.h"

#include <utility>

#include "tensor/row_span.h"
#include "views/finish.h"
#include "views/picture_options.h"

namespace vitviz::views {

extern const View kOverlay;

namespace {

Picture draw(int map, const ViewInput& input) {
  const ScaledMap drawn = scaled(tensor::row_span(input.maps, map), input);
  image::LazyRgb picture =
      render::draw_overlay(input.photo, drawn.values, input.options.overlay, drawn.scale);
  return finished(kOverlay, map, std::move(picture), drawn, input);
}

}  // namespace

const View kOverlay = {
    .name = "overlay",
    .help = "the photo, coloured by the map",
    .extent = Extent::kMap,
    .numbers = Numbers::kMaps,
    .has_map_name = true,
    .draw = draw,
};

}  // namespace vitviz::views
