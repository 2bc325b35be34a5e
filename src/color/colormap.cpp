// SPDX-License-Identifier: Apache-2.0
#include "color/colormap.h"

#include <cstddef>

#include "base/check.h"

namespace vitviz::color {
namespace {

using Table = std::array<Color, 256>;

constexpr Table kInferno = {{
#include "color/colormaps/inferno.inc"
}};
constexpr Table kViridis = {{
#include "color/colormaps/viridis.inc"
}};
constexpr Table kMagma = {{
#include "color/colormaps/magma.inc"
}};
constexpr Table kTurbo = {{
#include "color/colormaps/turbo.inc"
}};

constexpr Table make_gray() {
  Table table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i].fill(static_cast<std::uint8_t>(i));
  return table;
}
constexpr Table kGray = make_gray();

}  // namespace

std::span<const Color, 256> colors_of(Colormap colormap) {
  switch (colormap) {
    case Colormap::kInferno:
      return kInferno;
    case Colormap::kViridis:
      return kViridis;
    case Colormap::kMagma:
      return kMagma;
    case Colormap::kTurbo:
      return kTurbo;
    case Colormap::kGray:
      break;
  }
  return kGray;
}

void color_row(std::span<const std::uint8_t> levels, std::span<const Color, 256> colors,
               std::span<std::uint8_t> rgb) {
  VITVIZ_CHECK(rgb.size() == 3 * levels.size());
  std::uint8_t* pixel = rgb.data();
  for (const std::uint8_t level : levels) {
    const Color& color = colors[level];
    pixel[0] = color[0];
    pixel[1] = color[1];
    pixel[2] = color[2];
    pixel += 3;
  }
}

}  // namespace vitviz::color
