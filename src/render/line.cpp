// SPDX-License-Identifier: Apache-2.0
#include "render/line.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitviz::render {
namespace {

constexpr float kLine[] = {255.0F, 221.0F, 40.0F};
constexpr float kRim[] = {16.0F, 16.0F, 16.0F};
constexpr float kRimOpacity = 0.75F;

// The share of a pixel at `distance` from a line's middle that the line covers, taking the pixel
// for a strip of width 1 along the line.
float coverage(float distance, float half_width) {
  return std::clamp(half_width + 0.5F - distance, 0.0F, 1.0F);
}

}  // namespace

LineWidths line_widths_for(image::Size photo) {
  const float side = std::sqrt(static_cast<float>(photo.width) * static_cast<float>(photo.height));
  const float line = std::max(1.5F, 0.005F * side);
  return {line, 0.3F * line};
}

void draw_line(std::span<const float> distances, const LineWidths& widths,
               std::span<std::uint8_t> rgb) {
  const float half = widths.line / 2.0F;
  const float outer = half + widths.rim;
  for (std::size_t x = 0; x < distances.size(); ++x) {
    const float distance = std::abs(distances[x]);
    if (distance >= outer + 0.5F) continue;
    const float of_rim = kRimOpacity * coverage(distance, outer);
    const float of_line = coverage(distance, half);
    for (std::size_t channel = 0; channel < 3; ++channel) {
      std::uint8_t& byte = rgb[3 * x + channel];
      const float rimmed = static_cast<float>(byte) * (1.0F - of_rim) + kRim[channel] * of_rim;
      const float lined = rimmed * (1.0F - of_line) + kLine[channel] * of_line;
      byte = static_cast<std::uint8_t>(lined + 0.5F);
    }
  }
}

}  // namespace vitviz::render
