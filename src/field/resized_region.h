// SPDX-License-Identifier: Apache-2.0
// A region on a picture of another size, such as a small one that shows the same photo.
#pragma once

#include "base/thread_pool.h"
#include "field/region.h"
#include "image/raster.h"

namespace vitviz::field {

// A pixel is inside where at least half of what it shows is. Along a side with more pixels than the
// region's, the share that is inside is interpolated (bilinear). The result is computed, and needs
// nothing of `region` any longer. Requires: at least one pixel.
[[nodiscard]] Region resized(const Region& region, image::Size size, base::ThreadPool& threads);

}  // namespace vitviz::field
