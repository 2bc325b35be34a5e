// SPDX-License-Identifier: Apache-2.0
// --view cutout.
#include "render/cutout.h"

#include "views/finish.h"
#include "views/map_region.h"

namespace vitviz::views {

extern const View kCutout;

namespace {

Picture draw(int map, const ViewInput& input) {
  return plain(kCutout, map, render::draw_cutout(input.photo, region_of(map, input)), input);
}

}  // namespace

const View kCutout = {
    .name = "cutout",
    .help = "the object alone, with a soft edge; transparent elsewhere",
    .extent = Extent::kMap,
    .of_objects = true,
    .draw = draw,
};

}  // namespace vitviz::views
