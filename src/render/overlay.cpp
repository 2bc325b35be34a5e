// SPDX-License-Identifier: Apache-2.0
#include "render/overlay.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "base/check.h"
#include "render/levels.h"

namespace vitviz::render {
namespace {

// The opacity in fixed point. 255 · 256 fits into 16 bits, in which every x86-64 multiplies eight
// channels at once.
constexpr unsigned kOpaque = 256;

// Rounded to the nearest level; exact for weight 0 and kOpaque. `out` holds the colours at first.
void blend_row(std::span<const std::uint8_t> photo, unsigned weight, std::span<std::uint8_t> out) {
  const auto of_color = static_cast<std::uint16_t>(weight);
  const auto of_photo = static_cast<std::uint16_t>(kOpaque - weight);
  const std::uint8_t* under = photo.data();
  std::uint8_t* over = out.data();
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto sum = static_cast<std::uint16_t>(under[i] * of_photo + over[i] * of_color + 128);
    over[i] = static_cast<std::uint8_t>(sum >> 8);
  }
}

}  // namespace

image::LazyRgb draw_overlay(const image::RgbImage& photo, field::UpsampledMap map,
                            const OverlayOptions& options,
                            const std::optional<color::ValueScale>& scale) {
  VITVIZ_CHECK(photo.size() == map.size());
  VITVIZ_CHECK(options.opacity >= 0.0F && options.opacity <= 1.0F);
  const auto weight = static_cast<unsigned>(std::lround(options.opacity * float{kOpaque}));
  const auto colors = color::colors_of(options.colormap);
  return {photo.size(),
          [&photo, map = std::move(map), weight, colors, scale](const image::Band<3>& band) {
            LevelReader levels(map, scale);
            for (int y = band.top(); y < band.bottom(); ++y) {
              color::color_row(levels.row(y), colors, band.row(y));
              blend_row(photo.row(y), weight, band.row(y));
            }
          }};
}

}  // namespace vitviz::render
