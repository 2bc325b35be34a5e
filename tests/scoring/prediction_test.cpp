// SPDX-License-Identifier: Apache-2.0
#include "scoring/prediction.h"

#include <numeric>

#include <doctest/doctest.h>

namespace vitviz::scoring {
namespace {

constexpr image::Size kSize = {6, 4};

// Inside where left ≤ x < right and top ≤ y < bottom.
field::Region rectangle(int left, int top, int right, int bottom) {
  tensor::Matrix pixels = tensor::Matrix::Zero(kSize.height, kSize.width);
  pixels.block(top, left, bottom - top, right - left).setConstant(0.5F);
  return {field::UpsampledMap(pixels), 0.5F};
}

int pixels_of(const PixelMask& mask) { return std::accumulate(mask.begin(), mask.end(), 0); }

TEST_CASE("a mask has the pixels of all regions") {
  base::ThreadPool threads(2);
  std::vector<field::Region> regions;
  regions.push_back(rectangle(0, 0, 2, 2));
  CHECK(mask_of(regions, kSize, threads) ==
        PixelMask{1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  regions.push_back(rectangle(1, 1, 4, 4));
  CHECK(pixels_of(mask_of(regions, kSize, threads)) == 4 + 9 - 1);
  CHECK(pixels_of(mask_of({}, kSize, threads)) == 0);
}

TEST_CASE("the box is that of the largest region, with its right and lower pixels inside") {
  base::ThreadPool threads(1);
  std::vector<field::Region> regions;
  regions.push_back(rectangle(0, 0, 2, 2));
  regions.push_back(rectangle(1, 1, 4, 4));
  regions.push_back(rectangle(3, 1, 6, 4));
  CHECK(box_of_largest(regions, threads) == eval::Box{1, 1, 4, 4});
  CHECK_FALSE(box_of_largest({}, threads));
  const std::vector<field::Region> nothing{{field::UpsampledMap(tensor::Matrix::Zero(4, 6)), 1}};
  CHECK_FALSE(box_of_largest(nothing, threads));
}

TEST_CASE("a map runs from 0 to 1, and a constant one is 0") {
  base::ThreadPool threads(2);
  tensor::Matrix pixels(1, 3);
  pixels << -1, 0, 3;
  CHECK(scaled_to_one(field::UpsampledMap(pixels), threads) == std::vector<float>{0, 0.25F, 1});
  const tensor::Matrix constant = tensor::Matrix::Constant(2, 2, 0.3F);
  CHECK(scaled_to_one(field::UpsampledMap(constant), threads) == std::vector<float>(4, 0.0F));
}

}  // namespace
}  // namespace vitviz::scoring
