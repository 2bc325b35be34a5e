// SPDX-License-Identifier: Apache-2.0
// A map alone, in colours, at the photo's size.
#pragma once

#include <optional>

#include "base/thread_pool.h"
#include "image/raster.h"
#include "render/colormap.h"
#include "render/upsample.h"
#include "render/value_scale.h"

namespace vitviz::render {

// The colours are spread over the scale, without one over the whole range of the map
// (render/levels.h).
[[nodiscard]] image::RgbImage draw_heat(const UpsampledMap& map, Colormap colormap,
                                        base::ThreadPool& threads,
                                        const std::optional<ValueScale>& scale = {});

}  // namespace vitviz::render
