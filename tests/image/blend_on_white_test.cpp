// SPDX-License-Identifier: Apache-2.0
#include "image/blend_on_white.h"

#include <array>

#include <doctest/doctest.h>

namespace vitviz::image {
namespace {

// The nearest integer to v · a / 255 + 255 · (1 − a / 255), whose fraction is never one half.
unsigned by_definition(unsigned value, unsigned alpha) {
  return (2 * (value * alpha + 255 * (255 - alpha)) + 255) / (2 * 255);
}

TEST_CASE("every level with every opacity is rounded to the nearest") {
  int wrong = 0;
  for (unsigned value = 0; value < 256; ++value) {
    for (unsigned alpha = 0; alpha < 256; ++alpha) {
      wrong += blend_on_white(value, alpha) != by_definition(value, alpha) ? 1 : 0;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("a row of pixels, each with an opacity of its own") {
  constexpr std::array<std::uint8_t, 12> kRgba = {10, 20, 30, 255, 10, 20, 30, 0, 0, 255, 100, 51};
  std::array<std::uint8_t, 9> rgb{};
  blend_on_white(kRgba, rgb);
  // 51 is a fifth of 255.
  CHECK(rgb == std::array<std::uint8_t, 9>{10, 20, 30, 255, 255, 255, 204, 255, 224});
}

}  // namespace
}  // namespace vitviz::image
