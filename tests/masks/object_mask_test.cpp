// SPDX-License-Identifier: Apache-2.0
#include "masks/object_mask.h"

#include <algorithm>
#include <array>
#include <limits>

#include <doctest/doctest.h>

namespace vitviz::masks {
namespace {

// What a threshold takes of the same numbers.
std::vector<std::uint8_t> above(float threshold, std::span<const float> map) {
  std::vector<std::uint8_t> inside;
  for (const float value : map) inside.push_back(value >= threshold ? 1 : 0);
  return inside;
}

constexpr std::array kMap = {0.125F, 0.5F, -1.0F, 0.25F, 0.0625F, 0.0F, 0.0625F};

TEST_CASE("patches and pixels follow one rule: where no two are equal, both keep the same") {
  const std::span<const float> distinct(kMap.data(), 4);
  for (const double keep : {0.01, 0.5, 0.6, 0.85, 0.9, 0.99, 1.0}) {
    CAPTURE(keep);
    CHECK(above(threshold_of_pixels(distinct, keep), distinct) == mask_of_patches(distinct, keep));
  }
  CHECK(mask_of_patches(distinct, 0.6) == std::vector<std::uint8_t>{0, 1, 0, 1});
}

TEST_CASE("of equal patches the first are kept, of equal pixels all") {
  // 0.5 + 0.25 + 0.125 of 1: one of the two weakest is needed for 0.9.
  CHECK(mask_of_patches(kMap, 0.9) == std::vector<std::uint8_t>{1, 1, 0, 1, 1, 0, 0});
  CHECK(above(threshold_of_pixels(kMap, 0.9), kMap) ==
        std::vector<std::uint8_t>{1, 1, 0, 1, 1, 0, 1});
}

TEST_CASE("keep = 1 takes all above zero, also what lies between the samples") {
  CHECK(threshold_of_pixels(kMap, 1.0) == std::numeric_limits<float>::denorm_min());
  CHECK(mask_of_patches(kMap, 1.0) == std::vector<std::uint8_t>{1, 1, 0, 1, 1, 0, 1});
}

TEST_CASE("a map without anything above zero has no object") {
  const std::array nothing = {0.0F, -0.5F};
  CHECK(mask_of_patches(nothing, 0.6) == std::vector<std::uint8_t>{0, 0});
  CHECK(threshold_of_pixels(nothing, 0.6) == std::numeric_limits<float>::infinity());
}

}  // namespace
}  // namespace vitviz::masks
