// SPDX-License-Identifier: Apache-2.0
// A map alone, in colours, at the photo's size.
#pragma once

#include <optional>

#include "color/colormap.h"
#include "color/value_scale.h"
#include "field/upsample.h"
#include "image/lazy_picture.h"

namespace vitviz::render {

// The colours are spread over the scale, without one over the whole range of the map
// (render/levels.h).
[[nodiscard]] image::LazyRgb draw_heat(field::UpsampledMap map, color::Colormap colormap,
                                       const std::optional<color::ValueScale>& scale = {});

}  // namespace vitviz::render
