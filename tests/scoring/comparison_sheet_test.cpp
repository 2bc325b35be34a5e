// SPDX-License-Identifier: Apache-2.0
#include "scoring/comparison_sheet.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "tensor/shapes.h"

namespace vitviz::scoring {
namespace {

constexpr float kThreshold = 0.5F;

// A row of pixels.
eval::TruthMask truth_of(const std::vector<std::uint8_t>& ids) {
  eval::TruthMask truth(image::Size{static_cast<int>(ids.size()), 1});
  std::copy(ids.begin(), ids.end(), truth.bytes().begin());
  return truth;
}

double iou_of(const std::vector<std::uint8_t>& ids, const std::vector<float>& values) {
  base::ThreadPool threads(1);
  tensor::Matrix pixels(1, static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), pixels.data());
  return iou_with(truth_of(ids), {field::UpsampledMap(pixels), kThreshold}, threads);
}

TEST_CASE("the IoU of a mask is that with all objects, of all pixels that are not void") {
  CHECK(iou_of({0, 1, 1, 0}, {0, 1, 1, 0}) == 1.0);
  CHECK(iou_of({0, 1, 2, 0}, {1, 0.5F, 0, 0}) == doctest::Approx(1.0 / 3.0));
  CHECK(iou_of({0, 1, 255, 255}, {0, 1, 1, 0}) == 1.0);
  CHECK(iou_of({1, 1, 0, 0}, {0, 0, 1, 1}) == 0.0);
}

TEST_CASE("where there is no object, the IoU of no mask is whole, and of any is none") {
  CHECK(iou_of({0, 0, 255}, {0, 0, 1}) == 1.0);
  CHECK(iou_of({0, 0, 0}, {0, 1, 0}) == 0.0);
}

TEST_CASE("a sheet has the photo's name in its folder") {
  CHECK(sheet_path("sheets", "0005.a") == "sheets/0005.a.masks.png");
}

}  // namespace
}  // namespace vitviz::scoring
