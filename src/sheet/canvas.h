// SPDX-License-Identifier: Apache-2.0
// Plain drawing on a picture. All positions are in pixels from the upper left corner, and whatever
// lies outside of the picture is left out.
#pragma once

#include "color/colormap.h"
#include "image/raster.h"

namespace vitviz::sheet {

struct Point {
  int x = 0;
  int y = 0;

  friend bool operator==(const Point&, const Point&) = default;
};

// The pixels [x, x + width) × [y, y + height).
struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  [[nodiscard]] int right() const { return x + width; }
  [[nodiscard]] int bottom() const { return y + height; }

  friend bool operator==(const Box&, const Box&) = default;
};

inline constexpr color::Color kWhite = {255, 255, 255};
inline constexpr color::Color kBlack = {0, 0, 0};
inline constexpr color::Color kGrayInk = {90, 90, 90};  // what is said by the way

// A picture of one colour.
[[nodiscard]] image::RgbImage blank(image::Size size, const color::Color& color);

void fill(const Box& box, const color::Color& color, image::RgbImage& picture);

// The lines, `thickness` pixels wide, lie inside of the box.
void frame(const Box& box, int thickness, const color::Color& color, image::RgbImage& picture);

// Copies `from` so that its upper left corner lies at `corner`.
void paste(const image::RgbImage& from, Point corner, image::RgbImage& picture);

}  // namespace vitviz::sheet
