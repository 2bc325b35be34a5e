// SPDX-License-Identifier: Apache-2.0
// --view outline.
#include "render/outline.h"

#include <utility>

#include "views/finish.h"
#include "views/map_region.h"

namespace vitviz::views {

extern const View kOutline;

namespace {

Picture draw(int map, const ViewInput& input) {
  image::LazyRgb picture = render::draw_outline(input.photo, region_of(map, input));
  return plain(kOutline, map, with_marks(std::move(picture), map, input), input);
}

}  // namespace

const View kOutline = {
    .name = "outline",
    .help = "the photo with a line around the mask",
    .extent = Extent::kMap,
    .draw = draw,
};

}  // namespace vitviz::views
