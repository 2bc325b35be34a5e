// SPDX-License-Identifier: Apache-2.0
#include "views/legend.h"

#include <utility>

#include "sheet/legend.h"
#include "views/picture_options.h"

namespace vitviz::views {

image::LazyRgb beside_legend(image::LazyRgb picture, color::ValueRange range,
                             const ViewInput& input) {
  if (!input.options.legend.value_or(false)) return picture;
  const std::string meaning = input.selection.map().meaning(input.selection);
  return sheet::with_legend(
      std::move(picture), range,
      {input.options.overlay.colormap, input.options.gamma, meaning, input.options.scale});
}

}  // namespace vitviz::views
