// SPDX-License-Identifier: Apache-2.0
#include "field/resized_region.h"

#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

#include "support/scene.h"

namespace vitviz::field {
namespace {

// How many pixels are inside.
double area_of(const Region& region) {
  return static_cast<double>((test::values_of(region.map).array() >= region.threshold).count());
}

TEST_CASE("resized: at its own size a region is the same pixels") {
  base::ThreadPool threads(2);
  const Region disc = test::disc({61, 47}, 20.0, 30.0, 15.0);
  const Region same = resized(disc, {61, 47}, threads);
  const auto inside = (test::values_of(disc.map).array() >= disc.threshold).eval();
  CHECK((test::values_of(same.map).array() >= same.threshold).eval().isApprox(inside));
}

TEST_CASE("resized: a disc stays one where it was, smaller, larger, or stretched") {
  base::ThreadPool threads(2);
  constexpr double kRadius = 60.0;
  const Region disc = test::disc({400, 300}, 149.5, 119.5, kRadius);
  for (const image::Size size :
       {image::Size{80, 60}, image::Size{173, 111}, image::Size{900, 600}, image::Size{200, 600}}) {
    CAPTURE(size.width);
    const double across = size.width / 400.0;
    const double down = size.height / 300.0;
    const Region small = resized(disc, size, threads);
    REQUIRE(small.map.size() == size);
    const tensor::Matrix values = test::values_of(small.map);
    double x_sum = 0;
    double y_sum = 0;
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) {
        if (values(y, x) < small.threshold) continue;
        x_sum += x + 0.5;
        y_sum += y + 0.5;
      }
    }
    const double area = area_of(small);
    CHECK(std::abs(area / (std::numbers::pi * kRadius * kRadius * across * down) - 1.0) < 0.02);
    CHECK(std::abs(x_sum / area - 150.0 * across) < 0.5);
    CHECK(std::abs(y_sum / area - 120.0 * down) < 0.5);
  }
}

TEST_CASE("resized: a pixel is inside where at least half of what it shows is") {
  base::ThreadPool threads(1);
  tensor::Matrix pixels(2, 6);
  pixels << 1, 1, 1, 0, 1, 0,  //
      1, 0, 0, 0, 1, 0;
  const Region small = resized({UpsampledMap(pixels), 0.5F}, {3, 1}, threads);
  const tensor::Matrix shares = test::values_of(small.map);
  CHECK(shares(0, 0) == 0.75F);
  CHECK(shares(0, 1) == 0.25F);
  CHECK(shares(0, 2) == 0.5F);
  CHECK(small.threshold == 0.5F);
}

TEST_CASE("resized: nothing stays nothing, and all stays all") {
  base::ThreadPool threads(2);
  for (const float value : {0.0F, 1.0F}) {
    const Region whole{UpsampledMap(tensor::Matrix::Constant(30, 40, value)), 0.5F};
    CHECK(area_of(resized(whole, {12, 9}, threads)) == static_cast<double>(value) * 12 * 9);
    CHECK(area_of(resized(whole, {80, 90}, threads)) == static_cast<double>(value) * 80 * 90);
  }
}

}  // namespace
}  // namespace vitviz::field
