// SPDX-License-Identifier: Apache-2.0
#include "render/dino.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/check.h"
#include "color/colormap.h"

namespace vitviz::render {
namespace {

std::uint8_t* pixel(image::RgbImage& picture, int x, int y) {
  return picture.row(y).data() + std::ptrdiff_t{x} * image::RgbImage::kChannels;
}

std::size_t patch_at(int x, int y, const PatchMap& map) {
  const int patch = y / map.patch * map.grid.cols + x / map.patch;
  return static_cast<std::size_t>(patch);
}

// matplotlib's rule: the colour map has 256 steps of equal width, and 1 belongs to the last.
std::size_t color_index(float value, float lowest, float highest) {
  if (highest <= lowest) return 0;
  const float share = (value - lowest) / (highest - lowest);
  return std::min<std::size_t>(255, static_cast<std::size_t>(share * 256));
}

}  // namespace

image::RgbImage draw_dino_input(const image::RgbImage& input, const PatchMap& map,
                                const tensor::PerChannel& mean, const tensor::PerChannel& std) {
  const auto [width, height] = map.size();
  VITVIZ_CHECK(input.width() >= width && input.height() >= height);
  std::array<std::array<float, 256>, 3> normalised{};
  for (std::size_t c = 0; c < 3; ++c) {
    for (std::size_t v = 0; v < 256; ++v) {
      normalised[c][v] = (static_cast<float>(v) / 255.0F - mean[c]) / std[c];
    }
  }

  const auto channels = static_cast<std::size_t>(width) * 3;
  float lowest = normalised[0][input.row(0)[0]];
  float highest = lowest;
  for (int y = 0; y < height; ++y) {
    for (std::size_t i = 0; i < channels; ++i) {
      const float value = normalised[i % 3][input.row(y)[i]];
      lowest = std::min(lowest, value);
      highest = std::max(highest, value);
    }
  }

  constexpr float kLeastRange = 1e-5F;  // make_grid()'s
  const float range = std::max(highest - lowest, kLeastRange);
  image::RgbImage picture(map.size());
  for (int y = 0; y < height; ++y) {
    for (std::size_t i = 0; i < channels; ++i) {
      const float share = (normalised[i % 3][input.row(y)[i]] - lowest) / range;
      picture.row(y)[i] = static_cast<std::uint8_t>(std::min(255.0F, share * 255 + 0.5F));
    }
  }
  return picture;
}

image::RgbImage draw_dino_attention(std::span<const float> attention, const PatchMap& map) {
  VITVIZ_CHECK(std::ssize(attention) == map.grid.count());
  const auto [lowest, highest] = std::minmax_element(attention.begin(), attention.end());
  const auto colors = color::colors_of(color::Colormap::kViridis);
  image::RgbImage picture(map.size());
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      const float value = attention[patch_at(x, y, map)];
      const color::Color& color = colors[color_index(value, *lowest, *highest)];
      std::copy(color.begin(), color.end(), pixel(picture, x, y));
    }
  }
  return picture;
}

image::RgbImage draw_dino_mask(const image::RgbImage& input, std::span<const std::uint8_t> mask,
                               const PatchMap& map) {
  VITVIZ_CHECK(std::ssize(mask) == map.grid.count() && input.size() == map.size());
  const image::Size size = map.size();
  const auto marked = [&](int x, int y) {
    const bool inside = x >= 0 && y >= 0 && x < size.width && y < size.height;
    return inside && mask[patch_at(x, y, map)] != 0;
  };
  constexpr color::Color kRed = {255, 0, 0};
  image::RgbImage picture(size);
  std::copy(input.bytes().begin(), input.bytes().end(), picture.bytes().begin());
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      if (!marked(x, y)) continue;
      const bool edge =
          !marked(x - 1, y) || !marked(x + 1, y) || !marked(x, y - 1) || !marked(x, y + 1);
      std::uint8_t* const rgb = pixel(picture, x, y);
      for (std::size_t c = 0; c < 3; ++c) {
        // Cut off, not rounded, as astype(uint8) does.
        rgb[c] = edge ? kRed[c] : static_cast<std::uint8_t>((rgb[c] + kRed[c]) / 2);
      }
    }
  }
  return picture;
}

}  // namespace vitviz::render
