// SPDX-License-Identifier: Apache-2.0
// Three maps as the red, green and blue of a picture.
#pragma once

#include <array>

#include "field/region.h"
#include "field/upsample.h"
#include "image/lazy_picture.h"
#include "image/raster.h"

namespace vitviz::render {

using RgbMaps = std::array<field::UpsampledMap, 3>;  // numbers in 0 … 1, all of the photo's size

[[nodiscard]] image::LazyRgb draw_rgb(RgbMaps maps);

// The colours where the object is, with the soft edge of a cutout (render/cutout.h), on the dark
// grey photo. Requires: the photo and the region have the maps' size; the photo outlives the
// picture.
[[nodiscard]] image::LazyRgb draw_rgb_of_region(const image::RgbImage& photo, RgbMaps maps,
                                                field::Region region);

}  // namespace vitviz::render
