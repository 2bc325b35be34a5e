// SPDX-License-Identifier: Apache-2.0
// A picture of the photo's size with a legend beside it.
#pragma once

#include <cstddef>
#include <string>

#include "color/colormap.h"
#include "color/value_range.h"
#include "image/lazy_picture.h"
#include "image/raster.h"

namespace vitviz::sheet {

struct LegendStyle {
  color::Colormap colormap = color::Colormap::kInferno;
  float gamma = 1;      // render/value_scale.h
  std::string meaning;  // of a value
  double scale = 1.0;   // of the legend alone: the picture keeps its size
};

// The picture, unchanged, and a white strip at its right with the colour bar. Text grows with the
// picture, so that it stays readable where a large photo is looked at as a whole. A picture that is
// lower than the text is long gets white above and below.
[[nodiscard]] image::LazyRgb with_legend(image::LazyRgb picture, color::ValueRange range,
                                         const LegendStyle& style);

// About how much memory the strip takes, which is the same for all ranges and meanings.
[[nodiscard]] std::size_t bytes_of_legend(image::Size picture, double scale);

}  // namespace vitviz::sheet
