// SPDX-License-Identifier: Apache-2.0
#include "text_pictures/half_blocks.h"

#include <cstddef>
#include <optional>

#include <fmt/format.h>

#include "color/colormap.h"

namespace vitviz::text_pictures {
namespace {

constexpr const char* kReset = "\x1b[0m";
constexpr const char* kUpperHalf = "\u2580";

color::Color pixel_at(const image::RgbImage& picture, int x, int y) {
  const std::uint8_t* rgb = picture.row(y).data() + 3 * static_cast<std::size_t>(x);
  return {rgb[0], rgb[1], rgb[2]};
}

std::string color_code(int layer, const color::Color& color) {
  return fmt::format("\x1b[{};2;{};{};{}m", layer, color[0], color[1], color[2]);
}

std::string line_of(const image::RgbImage& picture, int y) {
  constexpr int kForeground = 38;
  constexpr int kBackground = 48;
  std::string line;
  std::optional<color::Color> upper;
  std::optional<color::Color> lower;
  for (int x = 0; x < picture.width(); ++x) {
    const color::Color above = pixel_at(picture, x, y);
    if (upper != above) line += color_code(kForeground, above);
    upper = above;
    if (y + 1 < picture.height()) {
      const color::Color below = pixel_at(picture, x, y + 1);
      if (lower != below) line += color_code(kBackground, below);
      lower = below;
    }
    line += kUpperHalf;
  }
  return line + kReset + '\n';
}

}  // namespace

std::string half_blocks(const image::RgbImage& picture) {
  std::string text;
  for (int y = 0; y < picture.height(); y += 2) text += line_of(picture, y);
  return text;
}

}  // namespace vitviz::text_pictures
