// SPDX-License-Identifier: Apache-2.0
// A mask at the photo's size: 255 where the object is, 0 elsewhere.
#pragma once

#include <span>

#include "base/thread_pool.h"
#include "field/region.h"
#include "image/geometry.h"
#include "image/raster.h"

namespace vitviz::render {

[[nodiscard]] image::GrayImage draw_mask(const field::Region& region, base::ThreadPool& threads);

// The mask of find_region(): see there for what the arguments mean and require.
[[nodiscard]] image::GrayImage draw_mask(std::span<const float> map,
                                         const image::Geometry& geometry, double keep,
                                         field::Upsample how, base::ThreadPool& threads);

}  // namespace vitviz::render
