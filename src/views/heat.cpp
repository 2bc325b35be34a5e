// SPDX-License-Identifier: Apache-2.0
// --view heat.
#include "render/heat.h"

#include <utility>

#include "tensor/row_span.h"
#include "views/finish.h"
#include "views/picture_options.h"

namespace vitviz::views {

extern const View kHeat;

namespace {

Picture draw(int map, const ViewInput& input) {
  const ScaledMap drawn = scaled(tensor::row_span(input.maps, map), input);
  image::LazyRgb picture =
      render::draw_heat(drawn.values, input.options.overlay.colormap, drawn.scale);
  return finished(kHeat, map, std::move(picture), drawn, input);
}

}  // namespace

const View kHeat = {
    .name = "heat",
    .help = "the map alone",
    .extent = Extent::kMap,
    .numbers = Numbers::kMaps,
    .draw = draw,
};

}  // namespace vitviz::views
