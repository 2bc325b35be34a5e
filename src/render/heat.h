// SPDX-License-Identifier: Apache-2.0
// A map alone, in colours, at the photo's size.
#pragma once

#include <optional>

#include "base/thread_pool.h"
#include "color/colormap.h"
#include "color/value_scale.h"
#include "field/upsample.h"
#include "image/raster.h"

namespace vitviz::render {

// The colours are spread over the scale, without one over the whole range of the map
// (render/levels.h).
[[nodiscard]] image::RgbImage draw_heat(const field::UpsampledMap& map, color::Colormap colormap,
                                        base::ThreadPool& threads,
                                        const std::optional<color::ValueScale>& scale = {});

}  // namespace vitviz::render
