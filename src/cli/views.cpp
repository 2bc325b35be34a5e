// SPDX-License-Identifier: Apache-2.0
#include "cli/views.h"

#include <span>
#include <utility>

#include "cli/picture_text.h"
#include "cli/views_sheets.h"
#include "image/png_file.h"
#include "render/heat.h"
#include "render/mask.h"
#include "render/overlay.h"
#include "render/upsample.h"

namespace vitviz::cli {
namespace {

std::span<const float> numbers_of(int map, const ViewInput& input) {
  const auto count = static_cast<std::size_t>(input.maps.cols());
  return {input.maps.data() + static_cast<std::size_t>(map) * count, count};
}

render::ValueScale scale_of(int map, const ViewInput& input) {
  return {input.range ? *input.range : render::range_of(numbers_of(map, input)),
          input.options.gamma};
}

// What a picture of one map is drawn with and tells of itself.
struct Coloured {
  Coloured(View view, int map, const ViewInput& input)
      : upsampled(numbers_of(map, input), input.geometry, input.options.upsample),
        scale(scale_of(map, input)),
        beyond(count_beyond(numbers_of(map, input), scale.range)),
        texts(texts_about(view, map, input, scale, beyond)) {}

  [[nodiscard]] Picture picture(image::RgbImage image, const ViewInput& input) const {
    const image::RgbImage page = beside_legend(std::move(image), scale.range, input);
    return {image::encode_png(page, input.threads, texts), scale, beyond};
  }

  render::UpsampledMap upsampled;
  render::ValueScale scale;
  int beyond;
  std::vector<image::PngText> texts;
};

Picture draw_overlay(int map, const ViewInput& input) {
  const Coloured drawn(View::kOverlay, map, input);
  return drawn.picture(render::draw_overlay(input.photo, drawn.upsampled, input.options.overlay,
                                            input.threads, drawn.scale),
                       input);
}

Picture draw_heat(int map, const ViewInput& input) {
  const Coloured drawn(View::kHeat, map, input);
  return drawn.picture(render::draw_heat(drawn.upsampled, input.options.overlay.colormap,
                                         input.threads, drawn.scale),
                       input);
}

Picture draw_mask(int map, const ViewInput& input) {
  const image::GrayImage mask =
      render::draw_mask(numbers_of(map, input), input.geometry, input.options.keep,
                        input.options.upsample, input.threads);
  return {image::encode_png(mask, input.threads, texts_about(View::kMask, map, input, {}, 0)), {}};
}

}  // namespace

bool is_of_one_map(View view) {
  switch (view) {
    case View::kOverlay:
    case View::kHeat:
    case View::kMask:
      return true;
    case View::kHeads:
    case View::kBlocks:
      break;
  }
  return false;
}

bool is_of_one_block(View view) { return view == View::kHeads; }

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
  }
  return {};
}

}  // namespace vitviz::cli
