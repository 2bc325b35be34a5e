// SPDX-License-Identifier: Apache-2.0
// Anti-aliased lines, polygons and discs. Positions are continuous: the centre of a picture's first
// pixel is (0.5, 0.5), and whatever lies outside of the picture is left out.
#pragma once

#include <span>

#include "color/colormap.h"
#include "image/raster.h"

namespace vitviz::sheet {

struct Position {
  double x = 0;
  double y = 0;
};

// Straight lines from each point to the next. Requires: thickness >= 1.
void draw_line(std::span<const Position> points, int thickness, const color::Color& color,
               image::RgbImage& picture);

// What the closed line through the points encloses.
void fill_polygon(std::span<const Position> corners, const color::Color& color,
                  image::RgbImage& picture);

void fill_disc(Position center, double radius, const color::Color& color, image::RgbImage& picture);

}  // namespace vitviz::sheet
