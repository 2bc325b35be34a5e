// SPDX-License-Identifier: Apache-2.0
#include "render/heat.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "support/scene.h"

namespace vitviz::render {
namespace {

constexpr tensor::PatchGrid kGrid{5, 7};

color::Color color_at(const image::RgbImage& picture, int x, int y) {
  const auto row = picture.row(y).subspan(3 * static_cast<std::size_t>(x), 3);
  return {row[0], row[1], row[2]};
}

TEST_CASE("draw_heat: the smallest value takes the first colour, the largest the last") {
  base::ThreadPool threads(1);
  const std::vector<float> map = {0.25F, 0.5F, 0.75F, 0.375F};
  const field::UpsampledMap upsampled(map, test::geometry_of({20, 20}, {2, 2}),
                                      field::Upsample::kNearest);
  const image::RgbImage heat =
      image::draw_whole(draw_heat(upsampled, color::Colormap::kGray), threads);
  CHECK(color_at(heat, 0, 0) == color::Color{0, 0, 0});
  CHECK(color_at(heat, 19, 0) == color::Color{128, 128, 128});  // 127.5 is rounded up
  CHECK(color_at(heat, 0, 19) == color::Color{255, 255, 255});
  CHECK(color_at(heat, 19, 19) == color::Color{64, 64, 64});  // 63.75
}

TEST_CASE(
    "draw_heat: a scale says which numbers take the ends, and what is beyond takes the nearer") {
  base::ThreadPool threads(1);
  const std::vector<float> map = {0.25F, 0.5F, 0.75F, 1.0F};
  const field::UpsampledMap upsampled(map, test::geometry_of({20, 20}, {2, 2}),
                                      field::Upsample::kNearest);
  const image::RgbImage heat = image::draw_whole(
      draw_heat(upsampled, color::Colormap::kGray, color::ValueScale{{0.375F, 0.875F}, 1}),
      threads);
  CHECK(color_at(heat, 0, 0) == color::Color{0, 0, 0});
  CHECK(color_at(heat, 19, 0) == color::Color{64, 64, 64});     // a quarter
  CHECK(color_at(heat, 0, 19) == color::Color{191, 191, 191});  // three quarters
  CHECK(color_at(heat, 19, 19) == color::Color{255, 255, 255});
}

TEST_CASE("draw_heat: gamma bends the colours between the ends") {
  base::ThreadPool threads(1);
  const std::vector<float> map = {0, 0.25F, 0.5F, 1};
  const field::UpsampledMap upsampled(map, test::geometry_of({20, 20}, {2, 2}),
                                      field::Upsample::kNearest);
  const image::RgbImage heat = image::draw_whole(
      draw_heat(upsampled, color::Colormap::kGray, color::ValueScale{{0, 1}, 0.5F}), threads);
  CHECK(color_at(heat, 0, 0) == color::Color{0, 0, 0});
  CHECK(color_at(heat, 19, 0) == color::Color{128, 128, 128});  // 255 · √0.25
  CHECK(color_at(heat, 0, 19) == color::Color{180, 180, 180});  // 255 · √0.5
  CHECK(color_at(heat, 19, 19) == color::Color{255, 255, 255});
}

TEST_CASE("draw_heat: every pixel is the colour of its value") {
  base::ThreadPool threads(1);
  const std::vector<float> map = test::random_map(kGrid, 1);
  const field::UpsampledMap upsampled(map, test::geometry_of({61, 47}, kGrid),
                                      field::Upsample::kBicubic);
  const tensor::Matrix values = test::values_of(upsampled);
  const image::RgbImage heat =
      image::draw_whole(draw_heat(upsampled, color::Colormap::kGray), threads);
  const auto [lowest, highest] = std::minmax_element(map.begin(), map.end());

  double largest = 0.0;
  for (int y = 0; y < heat.height(); ++y) {
    for (int x = 0; x < heat.width(); ++x) {
      const double level = 255.0 *
                           (static_cast<double>(values(y, x)) - static_cast<double>(*lowest)) /
                           (static_cast<double>(*highest) - static_cast<double>(*lowest));
      largest = std::max(largest, std::abs(level - color_at(heat, x, y)[0]));
    }
  }
  constexpr double kHalfLevel = 0.5001;  // rounding to bytes, and of float32
  CHECK(largest <= kHalfLevel);
}

TEST_CASE("draw_heat: a constant map has nothing that stands out") {
  base::ThreadPool threads(1);
  const std::vector<float> map(35, 0.5F);
  const field::UpsampledMap upsampled(map, test::geometry_of({30, 20}, kGrid),
                                      field::Upsample::kBicubic);
  const image::RgbImage heat =
      image::draw_whole(draw_heat(upsampled, color::Colormap::kViridis), threads);
  for (int x = 0; x < heat.width(); ++x) CHECK(color_at(heat, x, 7) == color::Color{68, 1, 84});
}

TEST_CASE("draw_heat uses all colours for the smallest differences") {
  base::ThreadPool threads(1);
  const float denormal = std::numeric_limits<float>::denorm_min();
  const field::UpsampledMap upsampled(std::vector<float>{0.0F, denormal},
                                      test::geometry_of({2, 1}, {1, 2}), field::Upsample::kNearest);
  const image::RgbImage heat =
      image::draw_whole(draw_heat(upsampled, color::Colormap::kGray), threads);
  CHECK(color_at(heat, 0, 0) == color::Color{0, 0, 0});
  CHECK(color_at(heat, 1, 0) == color::Color{255, 255, 255});
}

TEST_CASE("draw_heat: the same bytes in bands of any height") {
  const field::UpsampledMap map(test::random_map(kGrid, 2), test::geometry_of({53, 301}, kGrid),
                                field::Upsample::kBicubic);
  CHECK(test::same_in_any_bands(draw_heat(map, color::Colormap::kInferno)));
}

}  // namespace
}  // namespace vitviz::render
