// SPDX-License-Identifier: Apache-2.0
// A mask at the photo's size: 255 where the object is, 0 elsewhere.
#pragma once

#include <span>

#include "field/region.h"
#include "image/geometry.h"
#include "image/lazy_picture.h"

namespace vitviz::render {

[[nodiscard]] image::LazyGray draw_mask(field::Region region);

// The mask of find_region(): see there for what the arguments mean and require.
[[nodiscard]] image::LazyGray draw_mask(std::span<const float> map, const image::Geometry& geometry,
                                        double keep, field::Upsample how);

}  // namespace vitviz::render
