// SPDX-License-Identifier: Apache-2.0
// Numbers from 0 to 1 → colours, by matplotlib's perceptually uniform tables, turbo and gray.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace vitviz::color {

enum class Colormap { kInferno, kViridis, kMagma, kTurbo, kGray };

using Color = std::array<std::uint8_t, 3>;  // red, green, blue

// The 256 colours of a map, from 0 to 1.
[[nodiscard]] std::span<const Color, 256> colors_of(Colormap colormap);

// Writes the colour of each level into `rgb`. Requires: three bytes a level.
void color_row(std::span<const std::uint8_t> levels, std::span<const Color, 256> colors,
               std::span<std::uint8_t> rgb);

}  // namespace vitviz::color
