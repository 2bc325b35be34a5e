// SPDX-License-Identifier: Apache-2.0
// A map alone, in colours, at the photo's size.
#pragma once

#include "base/thread_pool.h"
#include "image/raster.h"
#include "render/colormap.h"
#include "render/upsample.h"

namespace vitviz::render {

// The smallest value of the map takes the first colour, the largest the last (render/levels.h).
[[nodiscard]] image::RgbImage draw_heat(const UpsampledMap& map, Colormap colormap,
                                        base::ThreadPool& threads);

}  // namespace vitviz::render
