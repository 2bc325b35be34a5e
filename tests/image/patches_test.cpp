// SPDX-License-Identifier: Apache-2.0
#include "image/patches.h"

#include <doctest/doctest.h>

#include "support/matrix_near.h"

namespace vitviz::test {
namespace {

using image::RgbImage;

// A 4x6 picture whose pixel (x, y) is (x, y, 100 + x).
RgbImage coordinates() {
  RgbImage picture({6, 4});
  for (int y = 0; y < 4; ++y) {
    const auto row = picture.row(y);
    for (std::size_t x = 0; x < 6; ++x) {
      row[3 * x] = static_cast<std::uint8_t>(x);
      row[3 * x + 1] = static_cast<std::uint8_t>(y);
      row[3 * x + 2] = static_cast<std::uint8_t>(100 + x);
    }
  }
  return picture;
}

TEST_CASE("patches run row by row, and within them channel, y, x") {
  // With this mean and std a value comes out as it is, to the rounding of v / 255 · 255.
  constexpr float kUnit = 1.0F / 255.0F;
  constexpr double kTolerance = 1e-4;
  const tensor::Matrix patches =
      image::to_patches(coordinates(), 2, {0.0F, 0.0F, 0.0F}, {kUnit, kUnit, kUnit});
  REQUIRE(patches.rows() == 6);
  REQUIRE(patches.cols() == 12);
  // The picture has 2 rows of 3 patches: patch 4 is the middle one below, pixels x 2..3, y 2..3.
  tensor::Matrix want(1, 12);
  want << 2, 3, 2, 3, 2, 2, 3, 3, 102, 103, 102, 103;
  check_near(patches.row(4), want, kTolerance);
}

TEST_CASE("values are divided by 255, then normalised per channel") {
  const tensor::PerChannel mean{0.5F, 0.25F, 0.125F};
  const tensor::PerChannel std{0.5F, 2.0F, 0.25F};
  RgbImage pixel({1, 1});
  const auto row = pixel.row(0);
  row[0] = 255;
  row[1] = 51;
  row[2] = 0;
  tensor::Matrix want(1, 3);
  want << 1.0F, (0.2F - 0.25F) / 2.0F, -0.5F;
  constexpr double kTolerance = 1e-7;  // one rounding of a number below 1
  check_near(image::to_patches(pixel, 1, mean, std), want, kTolerance);
}

}  // namespace
}  // namespace vitviz::test
