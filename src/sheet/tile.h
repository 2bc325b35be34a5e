// SPDX-License-Identifier: Apache-2.0
// A map as a small picture of a sheet.
#pragma once

#include <span>

#include "color/colormap.h"
#include "color/value_range.h"
#include "field/upsample.h"
#include "image/raster.h"
#include "tensor/grid.h"

namespace vitviz::sheet {

struct TileStyle {
  color::Colormap colormap = color::Colormap::kInferno;
  field::Upsample upsample = field::Upsample::kBicubic;
  float gamma = 1;  // render/value_scale.h
};

// The heat map of `map` [N], a number per patch of `grid`, at any size. Colours run from the lowest
// value of the range to its highest; values beyond take the end's colour. Of a tile with fewer
// pixels than patches, every pixel is the mean of k × k points, with the smallest k that leaves
// no patch out.
//
// Requires: all numbers and ends of the range are finite, and so is their difference.
[[nodiscard]] image::RgbImage draw_tile(std::span<const float> map, tensor::PatchGrid grid,
                                        color::ValueRange range, image::Size size,
                                        const TileStyle& style);

}  // namespace vitviz::sheet
