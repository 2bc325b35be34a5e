// SPDX-License-Identifier: Apache-2.0
#include "sheet/canvas.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace vitviz::sheet {
namespace {

// The part of `box` that lies on a picture of this size; its sides may be 0 or less.
Box clipped(const Box& box, image::Size size) {
  const int left = std::max(box.x, 0);
  const int top = std::max(box.y, 0);
  return {left, top, std::min(box.right(), size.width) - left,
          std::min(box.bottom(), size.height) - top};
}

std::span<std::uint8_t> pixels_of(image::RgbImage& picture, int x, int y, int width) {
  return picture.row(y).subspan(3 * static_cast<std::size_t>(x),
                                3 * static_cast<std::size_t>(width));
}

}  // namespace

image::RgbImage blank(image::Size size, const color::Color& color) {
  image::RgbImage picture(size);
  fill({0, 0, size.width, size.height}, color, picture);
  return picture;
}

void fill(const Box& box, const color::Color& color, image::RgbImage& picture) {
  const Box inside = clipped(box, picture.size());
  if (inside.width <= 0) return;
  for (int y = inside.y; y < inside.bottom(); ++y) {
    const auto pixels = pixels_of(picture, inside.x, y, inside.width);
    for (std::size_t i = 0; i < pixels.size(); i += 3) {
      std::copy(color.begin(), color.end(), pixels.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

void frame(const Box& box, int thickness, const color::Color& color, image::RgbImage& picture) {
  fill({box.x, box.y, box.width, thickness}, color, picture);
  fill({box.x, box.bottom() - thickness, box.width, thickness}, color, picture);
  fill({box.x, box.y, thickness, box.height}, color, picture);
  fill({box.right() - thickness, box.y, thickness, box.height}, color, picture);
}

void paste(const image::RgbImage& from, Point corner, image::RgbImage& picture) {
  const Box inside = clipped({corner.x, corner.y, from.width(), from.height()}, picture.size());
  if (inside.width <= 0) return;
  for (int y = inside.y; y < inside.bottom(); ++y) {
    const auto source = from.row(y - corner.y)
                            .subspan(3 * static_cast<std::size_t>(inside.x - corner.x),
                                     3 * static_cast<std::size_t>(inside.width));
    std::copy(source.begin(), source.end(), pixels_of(picture, inside.x, y, inside.width).begin());
  }
}

}  // namespace vitviz::sheet
