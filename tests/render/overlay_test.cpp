// SPDX-License-Identifier: Apache-2.0
#include "render/overlay.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "render/heat.h"
#include "support/scene.h"

namespace vitviz::render {
namespace {

constexpr tensor::PatchGrid kGrid{4, 6};
constexpr image::Size kSize{67, 101};  // more than one strip, and the last one is not full

field::UpsampledMap random_upsampled() {
  return {test::random_map(kGrid, 1), test::geometry_of(kSize, kGrid), field::Upsample::kBicubic};
}

bool same_bytes(const image::RgbImage& a, const image::RgbImage& b) {
  return std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin(), b.bytes().end());
}

TEST_CASE("draw_overlay: opacity 0 is the photo, opacity 1 the heat map") {
  base::ThreadPool threads(2);
  const image::RgbImage photo = test::random_photo(kSize, 1);
  const field::UpsampledMap map = random_upsampled();
  for (const color::Colormap colormap : {color::Colormap::kInferno, color::Colormap::kTurbo}) {
    CHECK(
        same_bytes(image::draw_whole(draw_overlay(photo, map, {colormap, 0.0F}), threads), photo));
    CHECK(same_bytes(image::draw_whole(draw_overlay(photo, map, {colormap, 1.0F}), threads),
                     image::draw_whole(draw_heat(map, colormap), threads)));
  }
}

TEST_CASE("draw_overlay blends photo and colours") {
  // Rounding to a byte, and the opacity's own rounding to 1/256 of at most 255 levels.
  constexpr double kTolerance = 0.5 + 255.0 * 0.5 / 256.0;
  base::ThreadPool threads(1);
  const image::RgbImage photo = test::random_photo(kSize, 2);
  const field::UpsampledMap map = random_upsampled();
  const image::RgbImage heat =
      image::draw_whole(draw_heat(map, color::Colormap::kInferno), threads);
  for (const float opacity : {0.001F, 0.25F, 0.6F, 0.999F}) {
    const image::RgbImage overlay =
        image::draw_whole(draw_overlay(photo, map, {color::Colormap::kInferno, opacity}), threads);
    double largest = 0.0;
    for (std::size_t i = 0; i < photo.bytes().size(); ++i) {
      const double want = photo.bytes()[i] * (1.0 - static_cast<double>(opacity)) +
                          heat.bytes()[i] * static_cast<double>(opacity);
      largest = std::max(largest, std::abs(want - overlay.bytes()[i]));
    }
    CAPTURE(opacity);
    CHECK(largest <= kTolerance);
  }
}

TEST_CASE("draw_overlay: the same bytes in bands of any height") {
  const image::RgbImage photo = test::random_photo(kSize, 3);
  CHECK(test::same_in_any_bands(draw_overlay(photo, random_upsampled(), {})));
}

TEST_CASE("draw_overlay: broken promises are bugs of the caller") {
  const field::UpsampledMap map = random_upsampled();
  const image::RgbImage other = test::random_photo({kSize.height, kSize.width}, 4);
  CHECK_THROWS_AS((void)draw_overlay(other, map, {}), std::logic_error);
  const image::RgbImage photo = test::random_photo(kSize, 4);
  const OverlayOptions too_opaque{color::Colormap::kInferno, 1.5F};
  CHECK_THROWS_AS((void)draw_overlay(photo, map, too_opaque), std::logic_error);
}

}  // namespace
}  // namespace vitviz::render
