// SPDX-License-Identifier: Apache-2.0
// --view masks.
#include <iterator>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "objects/comparison_text.h"
#include "sheet/masks_sheet.h"
#include "views/finish.h"
#include "views/picture_options.h"

namespace vitviz::views {

extern const View kMasks;

namespace {

Picture draw(int map, const ViewInput& input) {
  VITVIZ_CHECK(input.finder != nullptr);
  const auto& methods = input.finder->rule().compared;
  sheet::MasksSheet sheet(input.photo, static_cast<int>(std::ssize(methods)), input.options.scale,
                          input.threads);
  if (input.query != nullptr) sheet.mark(input.query->place);
  for (const masks::Method* method : methods) {
    sheet.add(std::string(method->name), input.finder->find_by(*method, {input.query_number, map}));
  }
  image::RgbImage drawn =
      sheet.draw(fmt::format("masks by {}{}", map_text(kMasks, map, input), query_text(input)),
                 objects::comparison_text(*input.finder));
  return plain(kMasks, map, image::lazy(std::move(drawn)), input);
}

}  // namespace

const View kMasks = {
    .name = "masks",
    .help = "a sheet of what each method of masks finds, beside the photo",
    .extent = Extent::kMap,
    .compares_masks = true,
    .maps_held = 0,
    .draw = draw,
};

}  // namespace vitviz::views
