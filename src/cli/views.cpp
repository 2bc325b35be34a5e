// SPDX-License-Identifier: Apache-2.0
#include "cli/views.h"

#include <algorithm>
#include <span>
#include <utility>

#include "cli/map_ranges.h"
#include "cli/picture_text.h"
#include "cli/views_pca.h"
#include "cli/views_sheets.h"
#include "color/palette.h"
#include "field/region.h"
#include "field/upsample.h"
#include "image/png_file.h"
#include "maps/token_norms.h"
#include "render/color_heads.h"
#include "render/cutout.h"
#include "render/heat.h"
#include "render/mask.h"
#include "render/outline.h"
#include "render/overlay.h"
#include "render/place_mark.h"
#include "tensor/row_span.h"

namespace vitviz::cli {
namespace {

std::span<const float> numbers_of(int map, const ViewInput& input) {
  return tensor::row_span(input.maps, map);
}

field::UpsampledMap upsampled(int map, const ViewInput& input) {
  return upsampled(numbers_of(map, input), input);
}

// A ring at the query, and at each norm that is an outlier.
void mark_places(int map, const ViewInput& input, image::RgbImage& picture) {
  if (input.query != nullptr) render::mark_place(picture, input.query->place);
  if (input.selection.map() != Map::kNorm) return;
  for (const int patch : maps::find_outliers(input.maps.row(map)).indices) {
    render::mark_place(picture, input.geometry.center_of(patch));
  }
}

// With its legend, and with what it tells of itself.
Picture finished(View view, int map, image::RgbImage picture, const ScaledMap& drawn,
                 const ViewInput& input) {
  mark_places(map, input, picture);
  const image::RgbImage page = beside_legend(std::move(picture), drawn.scale.range, input);
  const auto texts = texts_about(view, map, input, drawn.scale, drawn.beyond);
  return {image::encode_png(page, input.threads, texts), drawn.scale, drawn.beyond};
}

Picture draw_overlay(int map, const ViewInput& input) {
  const ScaledMap drawn = scaled(numbers_of(map, input), input);
  image::RgbImage picture = render::draw_overlay(input.photo, drawn.values, input.options.overlay,
                                                 input.threads, drawn.scale);
  return finished(View::kOverlay, map, std::move(picture), drawn, input);
}

Picture draw_heat(int map, const ViewInput& input) {
  const ScaledMap drawn = scaled(numbers_of(map, input), input);
  image::RgbImage picture =
      render::draw_heat(drawn.values, input.options.overlay.colormap, input.threads, drawn.scale);
  return finished(View::kHeat, map, std::move(picture), drawn, input);
}

field::Region region_of(int map, const ViewInput& input) {
  const double keep = input.options.keep;
  if (input.guide != nullptr) return field::find_region(upsampled(map, input), keep);
  return field::find_region(numbers_of(map, input), input.geometry, keep, input.options.upsample);
}

template <typename Image>
Picture plain(View view, int map, const Image& image, const ViewInput& input) {
  return {image::encode_png(image, input.threads, texts_about(view, map, input, {}, 0))};
}

Picture draw_mask(int map, const ViewInput& input) {
  return plain(View::kMask, map, render::draw_mask(region_of(map, input), input.threads), input);
}

Picture draw_outline(int map, const ViewInput& input) {
  image::RgbImage picture = render::draw_outline(input.photo, region_of(map, input), input.threads);
  mark_places(map, input, picture);
  return plain(View::kOutline, map, picture, input);
}

Picture draw_cutout(int map, const ViewInput& input) {
  return plain(View::kCutout, map,
               render::draw_cutout(input.photo, region_of(map, input), input.threads), input);
}

Picture draw_colors(int map, const ViewInput& input) {
  const tensor::ConstMatrixRef numbers = input.attention.block(input.selection.block_of(map));
  std::vector<field::UpsampledMap> heads;
  for (Eigen::Index head = 0; head < numbers.rows(); ++head) {
    heads.push_back(upsampled(tensor::row_span(numbers, head), input));
  }
  const std::vector<color::Color> palette =
      color::palette(std::min(static_cast<int>(heads.size()), color::kMaxPalette));
  std::vector<color::Color> colors;
  for (std::size_t i = 0; i < heads.size(); ++i) colors.push_back(palette[i % palette.size()]);
  image::RgbImage picture = render::color_heads(input.photo, heads, colors, input.threads);
  mark_places(map, input, picture);
  return plain(View::kColors, map, picture, input);
}

}  // namespace

field::UpsampledMap upsampled(std::span<const float> map, const ViewInput& input) {
  const field::Upsample how = input.options.upsample;
  if (input.guide != nullptr) return input.guide->follow(map, how, input.threads);
  return {map, input.geometry, how};
}

ScaledMap scaled(std::span<const float> map, const ViewInput& input) {
  color::ValueRange range = input.range ? *input.range : own_range(map, input.selection.map());
  const int beyond = color::count_beyond(map, range);
  // A hot patch that is clipped only afterwards would spread over its neighbours.
  field::UpsampledMap values = upsampled(color::clamped(map, range), input);
  // What follows the photo's edges has lost its peaks.
  if (input.guide != nullptr && !input.range) range = {values.lowest(), values.highest()};
  return {std::move(values), {range, input.options.gamma}, beyond};
}

Extent extent_of(View view) {
  switch (view) {
    case View::kOverlay:
    case View::kHeat:
    case View::kMask:
    case View::kOutline:
    case View::kCutout:
      return Extent::kMap;
    case View::kHeads:
    case View::kColors:
      return Extent::kBlock;
    case View::kBlocks:
      return Extent::kQuery;
    case View::kPca:
      return Extent::kPhoto;
    case View::kTerminal:
      break;
  }
  return Extent::kScreen;
}

bool needs_tokens(View view) { return view == View::kPca; }

Picture draw_view(View view, int map, const ViewInput& input) {
  switch (view) {
    case View::kOverlay:
      return draw_overlay(map, input);
    case View::kHeat:
      return draw_heat(map, input);
    case View::kMask:
      return draw_mask(map, input);
    case View::kHeads:
      return draw_heads(map, input);
    case View::kBlocks:
      return draw_blocks(input);
    case View::kOutline:
      return draw_outline(map, input);
    case View::kCutout:
      return draw_cutout(map, input);
    case View::kColors:
      return draw_colors(map, input);
    case View::kPca:
      return plain(View::kPca, 0, draw_pca(input), input);
    case View::kTerminal:
      break;
  }
  return {};
}

}  // namespace vitviz::cli
