// SPDX-License-Identifier: Apache-2.0
// The photo with a map drawn over it.
//
// The colours cover the whole photo equally. With the default, inferno, that dims the photo where
// the map is low and makes it glow where it is high, and every colour means one value: an opacity
// that rose with the map would keep the photo brighter, but tint the same value differently.
#pragma once

#include <optional>

#include "color/colormap.h"
#include "color/value_scale.h"
#include "field/upsample.h"
#include "image/lazy_picture.h"
#include "image/raster.h"

namespace vitviz::render {

struct OverlayOptions {
  color::Colormap colormap = color::Colormap::kInferno;
  // How strongly the colours cover the photo, from 0 (the photo alone) to 1 (the map alone), in
  // steps of 1/256.
  float opacity = 0.6F;
};

// The colours are spread over the scale, without one over the whole range of the map
// (render/levels.h).
//
// Requires: the map has the photo's size; 0 <= opacity <= 1; the photo outlives the picture.
// Ensures:  opacity 0 gives the photo and opacity 1 draw_heat()'s picture, byte for byte.
[[nodiscard]] image::LazyRgb draw_overlay(const image::RgbImage& photo, field::UpsampledMap map,
                                          const OverlayOptions& options,
                                          const std::optional<color::ValueScale>& scale = {});

}  // namespace vitviz::render
