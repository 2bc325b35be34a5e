// SPDX-License-Identifier: Apache-2.0
// The photo with a map drawn over it.
#pragma once

#include "base/thread_pool.h"
#include "image/raster.h"
#include "render/colormap.h"
#include "render/upsample.h"

namespace vitviz::render {

struct OverlayOptions {
  Colormap colormap = Colormap::kInferno;
  // How strongly the colours cover the photo, from 0 (the photo alone) to 1 (the map alone).
  float opacity = 0.6F;
};

// The smallest value of the map takes the first colour, the largest the last.
[[nodiscard]] image::RgbImage draw_overlay(const image::RgbImage& photo, const UpsampledMap& map,
                                           const OverlayOptions& options,
                                           base::ThreadPool& threads);

}  // namespace vitviz::render
