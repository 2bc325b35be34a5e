// SPDX-License-Identifier: Apache-2.0
// All heads in one picture: each in a colour of its own, where it is the strongest.
//
// The figure of the DINO paper, as its authors and those of iBOT describe it: a head's map is
// stretched to 0 … 1 by its own least and greatest number; a pixel belongs to the head whose value
// m is greatest there, and takes on its colour by the share √m · opacity where m > 0.2, on a dark
// grey photo. Of equal heads the first has the pixel.
//
// Unlike in theirs, nothing jumps: the colours set in between m = 0.1 and 0.3, and where two heads
// meet they mix over about a pixel.
#pragma once

#include <vector>

#include "color/colormap.h"
#include "field/upsample.h"
#include "image/lazy_picture.h"
#include "image/raster.h"

namespace vitviz::render {

// Requires: at least one map, each of the photo's size and with a colour of its own; the photo
// outlives the picture.
[[nodiscard]] image::LazyRgb color_heads(const image::RgbImage& photo,
                                         std::vector<field::UpsampledMap> heads,
                                         std::vector<color::Color> colors);

}  // namespace vitviz::render
