// SPDX-License-Identifier: Apache-2.0
#include "color/colormap.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::color {
namespace {

// A published colour: matplotlib.colormaps[name].colors[position] × 255, rounded.
struct Published {
  Colormap colormap;
  std::size_t position;
  Color color;
};

const Published kPublished[] = {
    {Colormap::kInferno, 0, {0, 0, 4}},        {Colormap::kInferno, 64, {87, 16, 110}},
    {Colormap::kInferno, 128, {188, 55, 84}},  {Colormap::kInferno, 255, {252, 255, 164}},
    {Colormap::kViridis, 0, {68, 1, 84}},      {Colormap::kViridis, 64, {59, 82, 139}},
    {Colormap::kViridis, 128, {33, 145, 140}}, {Colormap::kViridis, 255, {253, 231, 37}},
    {Colormap::kMagma, 0, {0, 0, 4}},          {Colormap::kMagma, 64, {81, 18, 124}},
    {Colormap::kMagma, 128, {183, 55, 121}},   {Colormap::kMagma, 255, {252, 253, 191}},
    {Colormap::kTurbo, 0, {48, 18, 59}},       {Colormap::kTurbo, 64, {40, 188, 235}},
    {Colormap::kTurbo, 128, {164, 252, 60}},   {Colormap::kTurbo, 255, {122, 4, 3}},
    {Colormap::kGray, 0, {0, 0, 0}},           {Colormap::kGray, 64, {64, 64, 64}},
    {Colormap::kGray, 128, {128, 128, 128}},   {Colormap::kGray, 255, {255, 255, 255}},
};

TEST_CASE("colors_of: the colours are the published ones") {
  for (const Published& published : kPublished) {
    CAPTURE(static_cast<int>(published.colormap));
    CAPTURE(published.position);
    CHECK(colors_of(published.colormap)[published.position] == published.color);
  }
}

TEST_CASE("colors_of: neighbours in a table are neighbours in colour") {
  constexpr int kLargestStep = 9;  // of one channel; turbo's steepest, and no row is misplaced
  for (const Colormap colormap : {Colormap::kInferno, Colormap::kViridis, Colormap::kMagma,
                                  Colormap::kTurbo, Colormap::kGray}) {
    const auto colors = colors_of(colormap);
    for (std::size_t i = 1; i < colors.size(); ++i) {
      for (std::size_t channel = 0; channel < 3; ++channel) {
        CHECK(std::abs(colors[i][channel] - colors[i - 1][channel]) <= kLargestStep);
      }
    }
  }
}

TEST_CASE("color_row writes red, green and blue of each level") {
  const std::vector<std::uint8_t> levels = {0, 255, 0};
  std::vector<std::uint8_t> rgb(9);
  color_row(levels, colors_of(Colormap::kViridis), rgb);
  CHECK(rgb == std::vector<std::uint8_t>{68, 1, 84, 253, 231, 37, 68, 1, 84});

  rgb.resize(8);
  CHECK_THROWS_AS(color_row(levels, colors_of(Colormap::kViridis), rgb), std::logic_error);
}

}  // namespace
}  // namespace vitviz::color
