// SPDX-License-Identifier: Apache-2.0
#include "render/color_heads.h"

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "color/palette.h"
#include "support/scene.h"

namespace vitviz::render {
namespace {

constexpr tensor::PatchGrid kGrid{4, 6};
constexpr image::Size kSize{61, 43};

std::vector<field::UpsampledMap> random_heads(int count, field::Upsample how) {
  std::vector<field::UpsampledMap> heads;
  for (int i = 0; i < count; ++i) {
    const auto seed = static_cast<unsigned>(i + 1);
    heads.emplace_back(test::random_map(kGrid, seed), test::geometry_of(kSize, kGrid), how);
  }
  return heads;
}

// The formulas of render/color_heads.h, in double, at pixels that one head has alone.
double level_by_definition(const color::Color& color, std::size_t channel, double strength,
                           double gray) {
  const double t = std::fmin(1.0, std::fmax(0.0, (strength - 0.1) / 0.2));
  const double cover = 0.85 * std::sqrt(strength) * t * t * (3.0 - 2.0 * t);
  return gray * (1.0 - cover) + cover * color[channel];
}

TEST_CASE("color_heads: a pixel has the colour of the strongest head, by its strength") {
  base::ThreadPool threads(1);
  constexpr int kHeads = 5;
  constexpr double kTolerance = 1.0;  // two roundings to bytes
  const image::RgbImage photo = test::random_photo(kSize, 1);
  const std::vector<color::Color> colors = color::palette(kHeads);
  const std::vector<field::UpsampledMap> heads = random_heads(kHeads, field::Upsample::kNearest);
  std::vector<tensor::Matrix> values;
  for (const field::UpsampledMap& head : heads) {
    values.push_back((test::values_of(head).array() - head.lowest()) /
                     (head.highest() - head.lowest()));
  }
  const image::RgbImage picture = image::draw_whole(color_heads(photo, heads, colors), threads);
  double largest = 0.0;
  for (int y = 0; y < kSize.height; ++y) {
    for (int x = 0; x < kSize.width; ++x) {
      // Patches border where the neighbour to the right or below differs; there colours mix.
      const int right = std::min(x + 1, kSize.width - 1);
      const int below = std::min(y + 1, kSize.height - 1);
      if (values[0](y, x) != values[0](y, right) || values[0](y, x) != values[0](below, x))
        continue;
      std::size_t best = 0;
      for (std::size_t head = 1; head < kHeads; ++head) {
        if (values[head](y, x) > values[best](y, x)) best = head;
      }
      const std::uint8_t* rgb = photo.row(y).data() + 3 * x;
      const double gray = 0.45 * (0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]);
      for (std::size_t channel = 0; channel < 3; ++channel) {
        const double want = level_by_definition(colors[best], channel,
                                                static_cast<double>(values[best](y, x)), gray);
        const double got = picture.row(y)[3 * static_cast<std::size_t>(x) + channel];
        largest = std::max(largest, std::abs(want - got));
      }
    }
  }
  CHECK(largest <= kTolerance);
}

TEST_CASE("color_heads: the border of two heads is anti-aliased") {
  // Head 0 falls from 1 to 0 along the row, head 1 rises: they meet in the middle, with equal
  // strengths at 10 of 0 … 20, where the pixel is half of each colour.
  base::ThreadPool threads(1);
  tensor::Matrix falling(3, 21);
  for (int x = 0; x < 21; ++x) falling.col(x).setConstant(1.0F - static_cast<float>(x) / 20.0F);
  tensor::Matrix rising = 1.0F - falling.array();
  const std::vector<field::UpsampledMap> heads = {field::UpsampledMap(falling),
                                                  field::UpsampledMap(rising)};
  const std::vector<color::Color> colors = {{200, 0, 0}, {0, 0, 200}};
  const image::RgbImage picture =
      image::draw_whole(color_heads(test::plain_photo({21, 3}, {0, 0, 0}), heads, colors), threads);
  const auto row = picture.row(1);
  CHECK(row[3 * 10] == row[3 * 10 + 2]);
  CHECK(row[3 * 9 + 2] == 0);
  CHECK(row[3 * 11] == 0);
  CHECK(row[3 * 9] == row[3 * 11 + 2]);
}

TEST_CASE("color_heads: heads that are flat leave the dimmed photo") {
  base::ThreadPool threads(1);
  const std::vector<field::UpsampledMap> heads = {
      field::UpsampledMap(tensor::Matrix::Constant(4, 5, 0.25F))};
  const std::vector<color::Color> colors = color::palette(1);
  const image::RgbImage picture = image::draw_whole(
      color_heads(test::plain_photo({5, 4}, {200, 200, 200}), heads, colors), threads);
  for (const std::uint8_t byte : picture.bytes()) CHECK(byte == 90);  // 0.45 · 200
}

TEST_CASE("color_heads: one pixel, one head, one strip more") {
  base::ThreadPool threads(2);
  for (const image::Size size : {image::Size{1, 1}, image::Size{1, 70}, image::Size{70, 1}}) {
    const std::vector<field::UpsampledMap> heads = {field::UpsampledMap(
        test::random_map(kGrid, 3), test::geometry_of(size, kGrid), field::Upsample::kBicubic)};
    const image::RgbImage picture = image::draw_whole(
        color_heads(test::random_photo(size, 2), heads, color::palette(1)), threads);
    CHECK(picture.size() == size);
  }
}

TEST_CASE("color_heads: the same bytes in bands of any height") {
  const image::RgbImage photo = test::random_photo(kSize, 3);
  const std::vector<field::UpsampledMap> heads = random_heads(12, field::Upsample::kBicubic);
  CHECK(test::same_in_any_bands(color_heads(photo, heads, color::palette(12))));
}

TEST_CASE("color_heads: broken promises are bugs of the caller") {
  const image::RgbImage photo = test::random_photo(kSize, 4);
  const std::vector<field::UpsampledMap> heads = random_heads(2, field::Upsample::kBicubic);
  CHECK_THROWS_AS((void)color_heads(photo, heads, color::palette(3)), std::logic_error);
  CHECK_THROWS_AS((void)color_heads(photo, {}, {}), std::logic_error);
  const image::RgbImage other = test::random_photo({9, 9}, 4);
  CHECK_THROWS_AS((void)color_heads(other, heads, color::palette(2)), std::logic_error);
}

}  // namespace
}  // namespace vitviz::render
