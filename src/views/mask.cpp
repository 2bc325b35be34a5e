// SPDX-License-Identifier: Apache-2.0
// --view mask.
#include "render/mask.h"

#include "views/finish.h"
#include "views/map_region.h"

namespace vitviz::views {

extern const View kMask;

namespace {

Picture draw(int map, const ViewInput& input) {
  return plain(kMask, map, render::draw_mask(region_of(map, input)), input);
}

}  // namespace

const View kMask = {
    .name = "mask",
    .help = "white where the object is, black elsewhere",
    .extent = Extent::kMap,
    .shows_mask = true,
    .of_objects = true,
    .draw = draw,
};

}  // namespace vitviz::views
