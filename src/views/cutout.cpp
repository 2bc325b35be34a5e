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
    .help = "the photo where the mask is, with a soft edge, transparent elsewhere",
    .extent = Extent::kMap,
    .draw = draw,
};

}  // namespace vitviz::views
