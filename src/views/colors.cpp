// SPDX-License-Identifier: Apache-2.0
// --view colors.
#include <algorithm>
#include <utility>
#include <vector>

#include "color/palette.h"
#include "render/color_heads.h"
#include "tensor/row_span.h"
#include "views/finish.h"

namespace vitviz::views {

extern const View kColors;

namespace {

Picture draw(int map, const ViewInput& input) {
  const tensor::ConstMatrixRef numbers = input.attention.block(input.selection.block_of(map));
  std::vector<field::UpsampledMap> heads;
  for (Eigen::Index head = 0; head < numbers.rows(); ++head) {
    heads.push_back(upsampled(tensor::row_span(numbers, head), input));
  }
  const std::vector<color::Color> palette =
      color::palette(std::min(static_cast<int>(heads.size()), color::kMaxPalette));
  std::vector<color::Color> colors;
  for (std::size_t i = 0; i < heads.size(); ++i) colors.push_back(palette[i % palette.size()]);
  image::LazyRgb picture = render::color_heads(input.photo, std::move(heads), std::move(colors));
  return plain(kColors, map, with_marks(std::move(picture), map, input), input);
}

}  // namespace

const View kColors = {
    .name = "colors",
    .help =
        "each head of the block in a colour of its own, where it is the strongest, on the "
        "dark grey photo",
    .extent = Extent::kBlock,
    .of_attention = true,
    .maps_held = kMapOfEachHead,
    .draw = draw,
};

}  // namespace vitviz::views
