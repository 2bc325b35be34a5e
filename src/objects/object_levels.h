// SPDX-License-Identifier: Apache-2.0
// A region as levels from 0 to 255, which can be cleaned, numbered and counted: the object is where
// they reach masks::kObjectLevel.
#pragma once

#include "base/thread_pool.h"
#include "field/region.h"
#include "image/raster.h"

namespace vitviz::objects {

// From the lowest value of the map to the threshold, and from there to its highest, levels rise
// evenly, so that the edge stays between the same pixels.
[[nodiscard]] image::GrayImage levels_of(const field::Region& region, base::ThreadPool& threads);

// The region of levels that `row` writes.
[[nodiscard]] field::Region region_of_levels(image::Size size,
                                             field::UpsampledMap::RowFunction row);

}  // namespace vitviz::objects
