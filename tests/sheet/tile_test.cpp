// SPDX-License-Identifier: Apache-2.0
#include "sheet/tile.h"

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include "render/heat.h"
#include "support/scene.h"

namespace vitviz::sheet {
namespace {

int level_at(const image::RgbImage& tile, int x, int y) {
  return tile.row(y)[3 * static_cast<std::size_t>(x)];
}

TEST_CASE("draw_tile: it is the heat map of that size, to the level") {
  base::ThreadPool threads(1);
  const tensor::PatchGrid grid{5, 7};
  const std::vector<float> map = test::random_map(grid, 3);
  for (const float gamma : {1.0F, 0.4F, 2.5F}) {
    const image::RgbImage heat = image::draw_whole(
        render::draw_heat({map, test::geometry_of({90, 60}, grid), field::Upsample::kBicubic},
                          color::Colormap::kMagma, color::ValueScale{color::range_of(map), gamma}),
        threads);
    const image::RgbImage tile =
        draw_tile(map, grid, color::range_of(map), {90, 60},
                  {color::Colormap::kMagma, field::Upsample::kBicubic, gamma});
    CHECK(test::same_bytes(heat, tile));
  }
}

TEST_CASE("draw_tile: values beyond the range take the colours of its ends") {
  const std::vector<float> map = {0, 1, 2, 3, 4};
  const image::RgbImage tile =
      draw_tile(map, {1, 5}, {1, 3}, {5, 1}, {color::Colormap::kGray, field::Upsample::kNearest});
  CHECK(level_at(tile, 0, 0) == 0);
  CHECK(level_at(tile, 1, 0) == 0);
  CHECK(level_at(tile, 2, 0) == 128);  // 127.5 is rounded up
  CHECK(level_at(tile, 3, 0) == 255);
  CHECK(level_at(tile, 4, 0) == 255);
}

TEST_CASE("draw_tile: a value far beyond the range looks like one at its end") {
  std::vector<float> map(25, 0.0F);
  map[12] = 1.0F;
  const TileStyle style = {color::Colormap::kGray, field::Upsample::kBicubic};
  const image::RgbImage at_end = draw_tile(map, {5, 5}, {0, 1}, {40, 40}, style);
  map[12] = 1000.0F;
  CHECK(test::same_bytes(draw_tile(map, {5, 5}, {0, 1}, {40, 40}, style), at_end));
}

TEST_CASE("draw_tile: a range of one value is the lowest colour") {
  const image::RgbImage tile =
      draw_tile(std::vector<float>{2, 2}, {1, 2}, {2, 2}, {4, 4}, {color::Colormap::kGray, {}});
  CHECK(level_at(tile, 1, 1) == 0);
}

TEST_CASE("draw_tile: no patch is left out where pixels are fewer") {
  // Sixteen patches on four pixels: each is the mean of four, of which one is hot.
  std::vector<float> map(16, 0.0F);
  for (const std::size_t hot : {0U, 7U, 9U, 14U}) map[hot] = 1.0F;
  const image::RgbImage tile =
      draw_tile(map, {4, 4}, {0, 1}, {2, 2}, {color::Colormap::kGray, field::Upsample::kNearest});
  for (const int y : {0, 1}) {
    for (const int x : {0, 1}) CHECK(level_at(tile, x, y) == 64);  // a quarter of 255
  }
}

}  // namespace
}  // namespace vitviz::sheet
