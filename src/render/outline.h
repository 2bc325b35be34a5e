// SPDX-License-Identifier: Apache-2.0
// The photo with a line around the object.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "field/region.h"
#include "image/lazy_picture.h"
#include "image/raster.h"

namespace vitviz::render {

// The photo, with an anti-aliased line on the region's edge. Where the region reaches the border of
// the photo, the line ends there.
//
// Requires: the region has the photo's size; the photo outlives the picture.
[[nodiscard]] image::LazyRgb draw_outline(const image::RgbImage& photo, field::Region region);

// Changes a row of the photo, `rgb`, before the line is drawn on it. `distances`: of each pixel
// from the edge, negative outside of the region (field/contour_distance.h).
using Ground = std::function<void(std::span<const float> distances, std::span<std::uint8_t> rgb)>;

// The same on a ground of one's own. Callable from several threads, as `ground` must be.
[[nodiscard]] image::LazyRgb draw_outline(const image::RgbImage& photo, field::Region region,
                                          Ground ground);

}  // namespace vitviz::render
