// SPDX-License-Identifier: Apache-2.0
#include "render/dino.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "masks/mass_mask.h"
#include "support/npy_reader.h"

namespace vitviz::render {
namespace {

// What PyTorch, torchvision and matplotlib make of the same: tests/reference/dino.
std::vector<float> reference(const std::string& name) {
  return test::read_npy(test::reference("dino/" + name + ".npy")).values;
}

constexpr PatchMap kMap{{12, 15}, 4};

int level(const image::RgbImage& picture, int x, int y, int channel) {
  return picture.row(y)[static_cast<std::size_t>(3 * x + channel)];
}

TEST_CASE("the attention has imsave()'s colours, a patch of equal pixels each") {
  const auto attention = reference("attention");
  const auto colors = reference("attention_rgb");
  const image::RgbImage picture = draw_dino_attention(attention, kMap);
  CHECK(picture.size() == image::Size{60, 48});
  int largest = 0;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      for (int c = 0; c < 3; ++c) {
        const auto at = static_cast<std::size_t>(((y / 4) * 15 + x / 4) * 3 + c);
        largest =
            std::max(largest, std::abs(level(picture, x, y, c) - static_cast<int>(colors[at])));
      }
    }
  }
  CHECK(largest <= 1);  // a level: the rounding of the tables
}

TEST_CASE("a map of equal numbers has the first colour") {
  const std::vector<float> attention(180, 0.25F);
  const image::RgbImage picture = draw_dino_attention(attention, kMap);
  CHECK(level(picture, 0, 0, 0) == 68);  // viridis begins with 68, 1, 84
  CHECK(level(picture, 59, 47, 2) == 84);
}

image::RgbImage photo() {
  const auto pixels = reference("photo");
  image::RgbImage photo(image::Size{48, 32});
  std::transform(pixels.begin(), pixels.end(), photo.bytes().begin(),
                 [](float value) { return static_cast<std::uint8_t>(value); });
  return photo;
}

TEST_CASE("the input is stretched as make_grid() and save_image() do it") {
  const auto want = reference("photo_rgb");
  const image::RgbImage picture =
      draw_dino_input(photo(), {{4, 6}, 8}, {0.485F, 0.456F, 0.406F}, {0.229F, 0.224F, 0.225F});
  int largest = 0;
  for (std::size_t i = 0; i < want.size(); ++i) {
    largest = std::max(largest, std::abs(picture.bytes()[i] - static_cast<int>(want[i])));
  }
  CHECK(largest <= 1);  // a level: sums in another order
}

TEST_CASE("what is no whole patch of the input is left out") {
  const image::RgbImage picture = draw_dino_input(photo(), {{2, 3}, 15}, {0, 0, 0}, {1, 1, 1});
  CHECK(picture.size() == image::Size{45, 30});
}

TEST_CASE("the mask is the script's") {
  const auto attention = reference("attention");
  const auto mask = reference("mask");
  const std::vector<std::uint8_t> got = masks::mass_mask(attention, 0.6);
  CHECK(std::equal(got.begin(), got.end(), mask.begin(), mask.end()));
}

TEST_CASE("a mask is half red, with a red edge, and nothing elsewhere") {
  image::RgbImage grey(image::Size{60, 48});
  std::fill(grey.bytes().begin(), grey.bytes().end(), std::uint8_t{101});
  std::vector<std::uint8_t> mask(180, 0);
  mask[5 * 15 + 7] = 1;  // x 28 to 31, y 20 to 23
  const image::RgbImage picture = draw_dino_mask(grey, mask, kMap);
  const auto is = [&](int x, int y, int r, int g, int b) {
    return level(picture, x, y, 0) == r && level(picture, x, y, 1) == g &&
           level(picture, x, y, 2) == b;
  };
  CHECK(is(27, 20, 101, 101, 101));
  CHECK(is(28, 20, 255, 0, 0));
  CHECK(is(31, 23, 255, 0, 0));
  CHECK(is(29, 21, 178, 50, 50));
  CHECK(is(32, 22, 101, 101, 101));
}

}  // namespace
}  // namespace vitviz::render
