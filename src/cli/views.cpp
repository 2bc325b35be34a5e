// SPDX-License-Identifier: Apache-2.0
#include "cli/views.h"

#include "image/png_file.h"
#include "render/heat.h"
#include "render/mask.h"
#include "render/overlay.h"
#include "render/place_mark.h"
#include "render/upsample.h"
#include "saliency/token_norms.h"

namespace vitviz::cli {
namespace {

using Bytes = std::vector<std::byte>;

std::span<const float> numbers_of(int map, const ViewInput& input) {
  const auto count = static_cast<std::size_t>(input.maps.cols());
  return {input.maps.data() + static_cast<std::size_t>(map) * count, count};
}

render::UpsampledMap upsampled(int map, const ViewInput& input) {
  return {numbers_of(map, input), input.geometry, input.options.upsample};
}

// A ring at the query, and at each norm that is an outlier.
void mark_places(int map, const ViewInput& input, image::RgbImage& picture) {
  if (input.query) render::mark_place(picture, *input.query);
  if (input.selection.map() != Map::kNorm) return;
  for (const int patch : saliency::find_outliers(input.maps.row(map)).indices) {
    render::mark_place(picture, input.geometry.center_of(patch));
  }
}

Bytes draw_overlay(int map, const ViewInput& input) {
  image::RgbImage picture = render::draw_overlay(input.photo, upsampled(map, input),
                                                 input.options.overlay, input.threads);
  mark_places(map, input, picture);
  return image::encode_png(picture, input.threads);
}

Bytes draw_heat(int map, const ViewInput& input) {
  image::RgbImage picture =
      render::draw_heat(upsampled(map, input), input.options.overlay.colormap, input.threads);
  mark_places(map, input, picture);
  return image::encode_png(picture, input.threads);
}

Bytes draw_mask(int map, const ViewInput& input) {
  const image::GrayImage mask =
      render::draw_mask(numbers_of(map, input), input.geometry, input.options.keep,
                        input.options.upsample, input.threads);
  return image::encode_png(mask, input.threads);
}

}  // namespace

bool is_of_one_map(View view) {
  switch (view) {
    case View::kOverlay:
    case View::kHeat:
    case View::kMask:
      return true;
  }
  return false;
}

bool needs_tokens(View view) {
  switch (view) {
    case View::kOverlay:
    case View::kHeat:
    case View::kMask:
      return false;
  }
  return false;
}

Bytes draw_view(View view, int map, const ViewInput& input) {
  switch (view) {
    case View::kOverlay:
      return draw_overlay(map, input);
    case View::kHeat:
      return draw_heat(map, input);
    case View::kMask:
      return draw_mask(map, input);
  }
  return {};
}

}  // namespace vitviz::cli
