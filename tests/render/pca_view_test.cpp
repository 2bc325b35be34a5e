// SPDX-License-Identifier: Apache-2.0
#include "render/pca_view.h"

#include <cstddef>
#include <stdexcept>

#include <doctest/doctest.h>

#include "support/scene.h"

namespace vitviz::render {
namespace {

constexpr image::Size kSize{50, 70};

field::UpsampledMap plane(float value) {
  return field::UpsampledMap(tensor::Matrix::Constant(kSize.height, kSize.width, value));
}

TEST_CASE("draw_rgb: 0 is 0 and 1 is 255, in the order red, green, blue") {
  base::ThreadPool threads(2);
  const RgbMaps maps = {plane(0.0F), plane(0.5F), plane(1.0F)};
  const image::RgbImage want = test::plain_photo(kSize, {0, 128, 255});
  CHECK(test::same_bytes(image::draw_whole(draw_rgb(maps), threads), want));
}

TEST_CASE("draw_rgb_of_region: colours inside, the dark grey photo outside") {
  base::ThreadPool threads(2);
  const RgbMaps maps = {plane(1.0F), plane(0.0F), plane(1.0F)};
  const image::RgbImage photo = test::plain_photo(kSize, {200, 200, 200});
  const field::Region disc = test::disc(kSize, 25.0, 35.0, 15.0);
  const image::RgbImage picture = image::draw_whole(draw_rgb_of_region(photo, maps, disc), threads);
  const tensor::Matrix inside = test::values_of(disc.map);
  for (int y = 0; y < kSize.height; ++y) {
    for (int x = 0; x < kSize.width; ++x) {
      const std::uint8_t* rgb = picture.row(y).data() + 3 * static_cast<std::ptrdiff_t>(x);
      if (inside(y, x) > 1.1F) CHECK((rgb[0] == 255 && rgb[1] == 0 && rgb[2] == 255));
      // 0.45 · 200
      if (inside(y, x) < -1.1F) CHECK((rgb[0] == 90 && rgb[1] == 90 && rgb[2] == 90));
    }
  }
}

TEST_CASE("draw_rgb_of_region: the same bytes in bands of any height") {
  const RgbMaps maps = {plane(0.25F), plane(0.5F), plane(0.75F)};
  const image::RgbImage photo = test::random_photo(kSize, 1);
  const field::Region disc = test::disc(kSize, 20.0, 30.0, 15.0);
  CHECK(test::same_in_any_bands(draw_rgb_of_region(photo, maps, disc)));
}

TEST_CASE("draw_rgb: broken promises are bugs of the caller") {
  const RgbMaps too_bright = {plane(0.0F), plane(1.5F), plane(0.0F)};
  CHECK_THROWS_AS((void)draw_rgb(too_bright), std::logic_error);
}

}  // namespace
}  // namespace vitviz::render
