// SPDX-License-Identifier: Apache-2.0
#include "views/sheet_style.h"

#include "views/picture_options.h"

namespace vitviz::views {

sheet::SheetStyle style_of(const PictureOptions& options) {
  return {{options.overlay.colormap, options.upsample, options.gamma},
          options.legend.value_or(true),
          options.scale};
}

color::RangeBy range_by(const ViewInput& input, color::RangeBy normally) {
  return input.range ? color::RangeBy::kAll : input.options.range_by.value_or(normally);
}

}  // namespace vitviz::views
