// SPDX-License-Identifier: Apache-2.0
// A legend: the colours from bottom to top, numbers at their right, and what they mean.
#pragma once

#include <string>
#include <vector>

#include "color/colormap.h"
#include "image/raster.h"
#include "sheet/canvas.h"
#include "sheet/sheet_metrics.h"
#include "sheet/ticks.h"

namespace vitviz::sheet {

struct ColorBar {
  color::Colormap colormap = color::Colormap::kInferno;
  float gamma = 1;  // render/value_scale.h
  std::vector<Tick> ticks;
  std::string meaning;  // of a value, written upwards beside the numbers; may be empty
};

// How many round ticks stand well beside a bar of this height.
[[nodiscard]] int ticks_for(int height, const SheetMetrics& metrics);

// What a bar takes up with its numbers and its meaning.
[[nodiscard]] int width_of(const ColorBar& bar, const SheetMetrics& metrics);

// The smallest height at which the meaning does not stand out.
[[nodiscard]] int least_height_of(const ColorBar& bar, const SheetMetrics& metrics);

// Draws the bar from `corner`, its upper left, downwards. Numbers at its ends stay between them.
void draw_color_bar(const ColorBar& bar, Point corner, int height, const SheetMetrics& metrics,
                    image::RgbImage& picture);

// Draws `text` upwards, its middle beside the middle of [top, top + height), its feet at `x`.
void draw_upwards(const std::string& text, int x, int top, int height, const SheetMetrics& metrics,
                  image::RgbImage& picture);

}  // namespace vitviz::sheet
