// SPDX-License-Identifier: Apache-2.0
// Pictures of any channels → RGB, as videos need them.
#pragma once

#include "base/thread_pool.h"
#include "image/lazy_picture.h"
#include "image/raster.h"

namespace vitviz::image {

// Grey becomes RGB; what is transparent lies on black, as editors of videos expect it.
[[nodiscard]] RgbImage rgb_of(const LazyRgb& picture, base::ThreadPool& threads);
[[nodiscard]] RgbImage rgb_of(const LazyGray& picture, base::ThreadPool& threads);
[[nodiscard]] RgbImage rgb_of(const LazyRgba& picture, base::ThreadPool& threads);

}  // namespace vitviz::image
