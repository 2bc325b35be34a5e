// SPDX-License-Identifier: Apache-2.0
// The legend beside a picture of one map.
#pragma once

#include "color/value_range.h"
#include "image/lazy_picture.h"
#include "views/view.h"

namespace vitviz::views {

// The picture as it is, or with a legend at its right when one is asked for.
[[nodiscard]] image::LazyRgb beside_legend(image::LazyRgb picture, color::ValueRange range,
                                           const ViewInput& input);

}  // namespace vitviz::views
