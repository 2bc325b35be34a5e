// SPDX-License-Identifier: Apache-2.0
// --view outline.
#include "render/outline.h"

#include <utility>

#include "objects/object_box.h"
#include "render/box_mark.h"
#include "views/finish.h"
#include "views/map_region.h"
#include "views/picture_options.h"

namespace vitviz::views {

extern const View kOutline;

namespace {

// The picture with a box around the object, where there is one.
image::LazyRgb with_box(image::LazyRgb picture, const masks::ObjectPart& object) {
  if (object.area == 0) return picture;
  const image::Size size = picture.size;
  return {size, [picture = std::move(picture), box = object.box](const auto& band) {
            picture.draw(band);
            render::mark_box(band, box);
          }};
}

Picture draw(int map, const ViewInput& input) {
  const field::Region& object = region_of(map, input);
  image::LazyRgb picture = render::draw_outline(input.photo, object);
  if (input.options.boxes) {
    picture = with_box(std::move(picture), objects::box_of(object, input.threads));
  }
  return plain(kOutline, map, with_marks(std::move(picture), map, input), input);
}

}  // namespace

const View kOutline = {
    .name = "outline",
    .help = "the photo with a line around the object",
    .extent = Extent::kMap,
    .of_objects = true,
    .draw = draw,
};

}  // namespace vitviz::views
