// SPDX-License-Identifier: Apache-2.0
#include "image/rgb_of.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::image {
namespace {

std::vector<int> levels(const RgbImage& picture) {
  return {picture.bytes().begin(), picture.bytes().end()};
}

// One pixel.
template <int Channels>
LazyPicture<Channels> pixel(std::initializer_list<std::uint8_t> channels) {
  Raster<Channels> raster(Size{1, 1});
  std::copy(channels.begin(), channels.end(), raster.bytes().begin());
  return lazy(std::move(raster));
}

TEST_CASE("pictures of any channels become RGB, on black where they are transparent") {
  base::ThreadPool threads(1);
  CHECK(levels(rgb_of(pixel<3>({1, 2, 3}), threads)) == std::vector{1, 2, 3});
  CHECK(levels(rgb_of(pixel<1>({7}), threads)) == std::vector{7, 7, 7});
  CHECK(levels(rgb_of(pixel<4>({10, 20, 30, 255}), threads)) == std::vector{10, 20, 30});
  CHECK(levels(rgb_of(pixel<4>({10, 20, 30, 0}), threads)) == std::vector{0, 0, 0});
  // 100 · 51 / 255 = 20.
  CHECK(levels(rgb_of(pixel<4>({100, 200, 255, 51}), threads)) == std::vector{20, 40, 51});
}

}  // namespace
}  // namespace vitviz::image
