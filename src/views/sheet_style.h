// SPDX-License-Identifier: Apache-2.0
// What the sheets of heads and of blocks have in common.
#pragma once

#include "color/value_range.h"
#include "sheet/sheet.h"
#include "views/view.h"

namespace vitviz::views {

[[nodiscard]] sheet::SheetStyle style_of(const PictureOptions& options);

// Which maps of a sheet have their colours in common. A range that is given, or shared with other
// photos, is shared by the maps of this one.
[[nodiscard]] color::RangeBy range_by(const ViewInput& input, color::RangeBy normally);

}  // namespace vitviz::views
