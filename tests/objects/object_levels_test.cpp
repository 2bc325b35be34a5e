// SPDX-License-Identifier: Apache-2.0
#include "objects/object_levels.h"

#include <limits>

#include <doctest/doctest.h>

#include "masks/edge_upsample.h"
#include "objects/object_box.h"

namespace vitviz::objects {
namespace {

field::Region region(const tensor::Matrix& pixels, float threshold) {
  return {field::UpsampledMap(pixels), threshold};
}

tensor::Matrix row(std::initializer_list<float> values) {
  tensor::Matrix pixels(1, static_cast<Eigen::Index>(values.size()));
  Eigen::Index x = 0;
  for (const float value : values) pixels(0, x++) = value;
  return pixels;
}

TEST_CASE("levels rise evenly on either side of the threshold, which is the object's level") {
  base::ThreadPool threads(2);
  const image::GrayImage levels = levels_of(region(row({-1, 0, 1, 2, 3}), 1), threads);
  CHECK(levels.row(0)[0] == 0);
  CHECK(levels.row(0)[1] == 63);
  CHECK(levels.row(0)[2] == masks::kObjectLevel);
  CHECK(levels.row(0)[3] == 191);
  CHECK(levels.row(0)[4] == 255);
}

TEST_CASE("levels are on the side of the threshold on which the values are") {
  base::ThreadPool threads(1);
  const float infinity = std::numeric_limits<float>::infinity();
  const tensor::Matrix pixels = row({0, 0.3F, 0.6F, 0.9F});
  for (const float threshold : {-1.0F, 0.0F, 0.3F, 0.45F, 0.9F, 2.0F, infinity}) {
    CAPTURE(threshold);
    const image::GrayImage levels = levels_of(region(pixels, threshold), threads);
    for (int x = 0; x < 4; ++x) {
      CHECK((levels.row(0)[static_cast<std::size_t>(x)] >= masks::kObjectLevel) ==
            (pixels(0, x) >= threshold));
    }
  }
}

TEST_CASE("the box of a region holds all of its pixels and no row or column more") {
  base::ThreadPool threads(1);
  tensor::Matrix pixels = tensor::Matrix::Zero(5, 7);
  pixels(1, 2) = pixels(3, 5) = pixels(2, 2) = 1;
  const masks::ObjectPart found = box_of(region(pixels, 0.5F), threads);
  CHECK(found.area == 3);
  CHECK(found.box.corner == image::Pixel{2, 1});
  CHECK(found.box.size == image::Size{4, 3});
  CHECK_FALSE(is_empty(region(pixels, 0.5F)));
  CHECK(box_of(region(pixels, 2), threads).area == 0);
  CHECK(is_empty(region(pixels, 2)));
}

}  // namespace
}  // namespace vitviz::objects
