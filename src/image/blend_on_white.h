// SPDX-License-Identifier: Apache-2.0
// Transparent pixels become what they look like on white paper.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace vitviz::image {

// value · alpha + 255 · (1 − alpha) with alpha in 0 … 255, rounded to the nearest integer.
[[nodiscard]] constexpr std::uint8_t blend_on_white(unsigned value, unsigned alpha) {
  // (s + s / 256) / 256 with s = t + 128 is t / 255, rounded, for all t that can occur here.
  const unsigned sum = value * alpha + 255 * (255 - alpha) + 128;
  return static_cast<std::uint8_t>((sum + (sum >> 8)) >> 8);
}

// The same of a value that is multiplied by alpha already.
[[nodiscard]] constexpr std::uint8_t premultiplied_on_white(unsigned value, unsigned alpha) {
  return static_cast<std::uint8_t>(std::min(255U, value + 255 - alpha));
}

// One row of RGBA pixels on white. Requires: rgba.size() / 4 == rgb.size() / 3.
inline void blend_on_white(std::span<const std::uint8_t> rgba, std::span<std::uint8_t> rgb) {
  for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
    for (std::size_t c = 0; c < 3; ++c) {
      rgb[3 * x + c] = blend_on_white(rgba[4 * x + c], rgba[4 * x + 3]);
    }
  }
}

}  // namespace vitviz::image
