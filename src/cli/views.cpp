// SPDX-License-Identifier: Apache-2.0
#include "cli/views.h"

#include <algorithm>

#include "cli/views_pca.h"
#include "image/png_file.h"
#include "render/color_heads.h"
#include "render/cutout.h"
#include "render/heat.h"
#include "render/mask.h"
#include "render/outline.h"
#include "render/overlay.h"
#include "render/palette.h"
#include "render/place_mark.h"
#include "render/region.h"
#include "render/upsample.h"

namespace vitviz::cli {
namespace {

using Bytes = std::vector<std::byte>;

std::span<const float> numbers_of(int map, const ViewInput& input) {
  const auto count = static_cast<std::size_t>(input.maps.cols());
  return {input.maps.data() + static_cast<std::size_t>(map) * count, count};
}

render::UpsampledMap upsampled(std::span<const float> numbers, const ViewInput& input) {
  const render::Upsample how = input.options.upsample;
  if (input.guide != nullptr) return input.guide->follow(numbers, how, input.threads);
  return {numbers, input.geometry, how};
}

render::UpsampledMap upsampled(int map, const ViewInput& input) {
  return upsampled(numbers_of(map, input), input);
}

void mark_query(image::RgbImage& picture, const ViewInput& input) {
  if (input.query) render::mark_place(picture, *input.query);
}

Bytes draw_overlay(int map, const ViewInput& input) {
  image::RgbImage picture = render::draw_overlay(input.photo, upsampled(map, input),
                                                 input.options.overlay, input.threads);
  mark_query(picture, input);
  return image::encode_png(picture, input.threads);
}

Bytes draw_heat(int map, const ViewInput& input) {
  image::RgbImage picture =
      render::draw_heat(upsampled(map, input), input.options.overlay.colormap, input.threads);
  mark_query(picture, input);
  return image::encode_png(picture, input.threads);
}

render::Region region_of(int map, const ViewInput& input) {
  const double keep = input.options.keep;
  if (input.guide != nullptr) return render::find_region(upsampled(map, input), keep);
  return render::find_region(numbers_of(map, input), input.geometry, keep, input.options.upsample);
}

Bytes draw_mask(int map, const ViewInput& input) {
  const image::GrayImage mask = render::draw_mask(region_of(map, input), input.threads);
  return image::encode_png(mask, input.threads);
}

Bytes draw_outline(int map, const ViewInput& input) {
  image::RgbImage picture = render::draw_outline(input.photo, region_of(map, input), input.threads);
  mark_query(picture, input);
  return image::encode_png(picture, input.threads);
}

Bytes draw_cutout(int map, const ViewInput& input) {
  const image::RgbaImage picture =
      render::draw_cutout(input.photo, region_of(map, input), input.threads);
  return image::encode_png(picture, input.threads);
}

// Of the block that is wanted; of the last where each is.
Bytes draw_colors(const ViewInput& input) {
  const int last = input.attention.blocks() - 1;
  const int block =
      input.selection.is_pooling_head() ? 0 : input.selection.only_block().value_or(last);
  const tensor::ConstMatrixRef numbers = input.attention.block(block);
  std::vector<render::UpsampledMap> heads;
  for (Eigen::Index head = 0; head < numbers.rows(); ++head) {
    const std::span<const float> map(numbers.row(head).data(),
                                     static_cast<std::size_t>(numbers.cols()));
    heads.push_back(upsampled(map, input));
  }
  const std::vector<render::Color> palette =
      render::palette(std::min(static_cast<int>(heads.size()), render::kMaxPalette));
  std::vector<render::Color> colors;
  for (std::size_t i = 0; i < heads.size(); ++i) colors.push_back(palette[i % palette.size()]);
  image::RgbImage picture = render::color_heads(input.photo, heads, colors, input.threads);
  mark_query(picture, input);
  return image::encode_png(picture, input.threads);
}

}  // namespace

bool is_of_one_map(View view) {
  switch (view) {
    case View::kOverlay:
    case View::kHeat:
    case View::kMask:
    case View::kOutline:
    case View::kCutout:
      return true;
    case View::kColors:
    case View::kPca:
    case View::kTerminal:
      return false;
  }
  return false;
}

bool needs_tokens(View view) { return view == View::kPca; }

Bytes draw_view(View view, int map, const ViewInput& input) {
  switch (view) {
    case View::kOverlay:
      return draw_overlay(map, input);
    case View::kHeat:
      return draw_heat(map, input);
    case View::kMask:
      return draw_mask(map, input);
    case View::kOutline:
      return draw_outline(map, input);
    case View::kCutout:
      return draw_cutout(map, input);
    case View::kColors:
      return draw_colors(input);
    case View::kPca:
      return draw_pca(input);
    case View::kTerminal:
      break;
  }
  return {};
}

}  // namespace vitviz::cli
