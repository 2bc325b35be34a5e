// SPDX-License-Identifier: Apache-2.0
#include "field/region.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "masks/method_table.h"
#include "masks/object_mask.h"
#include "support/scene.h"

namespace vitviz::field {
namespace {

constexpr tensor::PatchGrid kGrid{4, 5};
constexpr Upsample kAll[] = {Upsample::kNearest, Upsample::kBilinear, Upsample::kBicubic};

// 1 inside and 0 outside.
tensor::Matrix inside_of(const Region& region) {
  return (test::values_of(region.map).array() >= region.threshold).cast<float>();
}

// The share of what a map holds that lies in the region.
double share_held(const tensor::Matrix& values, float threshold) {
  double all = 0;
  double held = 0;
  for (const float value : values.reshaped()) {
    all += static_cast<double>(value);
    if (value >= threshold) held += static_cast<double>(value);
  }
  return held / all;
}

TEST_CASE("find_region: nearest is the mask of patches, each as large as its pixels") {
  const std::vector<float> map = test::random_map(kGrid, 1);
  const image::Geometry geometry = test::geometry_of({50, 40}, kGrid);
  for (const double keep : {0.2, 0.6, 1.0}) {
    const auto patches = masks::mask_of_patches(map, keep);
    const tensor::Matrix inside = inside_of(find_region(map, geometry, keep, Upsample::kNearest));
    for (int y = 0; y < 40; ++y) {
      for (int x = 0; x < 50; ++x) {
        const int patch = y / 10 * kGrid.cols + x / 10;
        CHECK(inside(y, x) == static_cast<float>(patches[static_cast<std::size_t>(patch)]));
      }
    }
  }
}

TEST_CASE("find_region: a larger share only adds pixels") {
  const std::vector<float> map = test::random_map(kGrid, 2);
  const image::Geometry geometry = test::geometry_of({61, 43}, kGrid);
  for (const Upsample how : kAll) {
    tensor::Matrix before = tensor::Matrix::Zero(43, 61);
    for (const double keep : {0.05, 0.3, 0.6, 0.95, 1.0}) {
      const tensor::Matrix now = inside_of(find_region(map, geometry, keep, how));
      CHECK((now.array() >= before.array()).all());
      CHECK(now.sum() > before.sum());
      before = now;
    }
  }
}

TEST_CASE("find_region: it holds the share, and without its weakest pixels it would not") {
  const std::vector<float> map = test::random_map(kGrid, 3);
  // Eight pixels a patch: the samples are the pixels.
  const image::Geometry geometry = test::geometry_of({40, 32}, kGrid);
  for (const double keep : {0.25, 0.5, 0.9}) {
    const Region region = find_region(map, geometry, keep, Upsample::kBicubic);
    const tensor::Matrix values = test::values_of(region.map);
    CHECK(share_held(values, region.threshold) >= keep - 1e-6);
    CHECK(share_held(values, std::nextafter(region.threshold, 2.0F)) < keep);
  }
}

TEST_CASE("find_region: the threshold does not depend on the photo's size") {
  const std::vector<float> map = test::random_map(kGrid, 4);
  const float expected =
      find_region(map, test::geometry_of({40, 32}, kGrid), 0.6, Upsample::kBilinear).threshold;
  for (const image::Size size : {image::Size{1, 1}, {7, 300}, {640, 480}}) {
    CHECK(find_region(map, test::geometry_of(size, kGrid), 0.6, Upsample::kBilinear).threshold ==
          expected);
  }
}

TEST_CASE("find_region: a constant map is all region, and one of zeros has none") {
  const image::Geometry geometry = test::geometry_of({20, 16}, kGrid);
  const std::vector<float> constant(20, 0.25F);
  const std::vector<float> zeros(20, 0.0F);
  for (const Upsample how : {Upsample::kBilinear, Upsample::kBicubic}) {
    CHECK(inside_of(find_region(constant, geometry, 0.1, how)).sum() == 20 * 16);
    CHECK(inside_of(find_region(zeros, geometry, 0.1, how)).sum() == 0);
    CHECK(inside_of(find_region(zeros, geometry, 1.0, how)).sum() == 0);
  }
}

TEST_CASE("find_region: numbers below zero hold nothing and are never inside") {
  const std::vector<float> map = {-5.0F, 1.0F, -0.5F, 3.0F};
  const image::Geometry geometry = test::geometry_of({2, 2}, {2, 2});
  const tensor::Matrix all = inside_of(find_region(map, geometry, 1.0, Upsample::kNearest));
  CHECK(all == tensor::Matrix{{0.0F, 1.0F}, {0.0F, 1.0F}});
  const tensor::Matrix most = inside_of(find_region(map, geometry, 0.7, Upsample::kNearest));
  CHECK(most == tensor::Matrix{{0.0F, 0.0F}, {0.0F, 1.0F}});
}

TEST_CASE("find_region: one patch is the whole photo, and so is one pixel") {
  const std::vector<float> map = {0.5F};
  for (const image::Size size : {image::Size{1, 1}, {9, 4}}) {
    for (const Upsample how : kAll) {
      const Region region = find_region(map, test::geometry_of(size, {1, 1}), 0.6, how);
      CHECK(inside_of(region).sum() == size.width * size.height);
    }
  }
}

Region by_mass(UpsampledMap map, double keep) {
  base::ThreadPool threads(2);
  return find_region(std::move(map), masks::mass_method(), {.keep = keep}, threads);
}

TEST_CASE("find_region of pixels: the strongest that together hold the share") {
  const tensor::Matrix pixels{{4.0F, 1.0F, 0.0F}, {2.0F, 3.0F, -7.0F}};
  const auto threshold_at = [&](double keep) {
    return by_mass(UpsampledMap(pixels), keep).threshold;
  };
  CHECK(threshold_at(0.4) == 4.0F);
  CHECK(threshold_at(0.41) == 3.0F);
  CHECK(threshold_at(0.7) == 3.0F);
  CHECK(threshold_at(0.71) == 2.0F);
  CHECK(threshold_at(0.9) == 2.0F);
  CHECK(threshold_at(0.99) == 1.0F);
  CHECK(inside_of(by_mass(UpsampledMap(pixels), 1.0)).sum() == 4);
}

TEST_CASE("find_region of pixels: of a large photo a part stands for all") {
  // Values grow from row to row, so that the threshold has a closed form: rows above r hold
  // 1 - (r / height)² of all.
  constexpr int kSide = 2100;  // every second row and column is sampled
  const UpsampledMap map({kSide, kSide}, 0.0F, kSide, [](int y, std::span<float> values) {
    std::fill(values.begin(), values.end(), static_cast<float>(y));
  });
  for (const double keep : {0.3, 0.75}) {
    CHECK(static_cast<double>(by_mass(map, keep).threshold) ==
          doctest::Approx(kSide * std::sqrt(1.0 - keep)).epsilon(0.002));
  }
}

TEST_CASE("find_region: broken promises are bugs of the caller") {
  const std::vector<float> map(20, 0.5F);
  const image::Geometry geometry = test::geometry_of({20, 16}, kGrid);
  for (const double keep : {0.0, -0.1, 1.01}) {
    CHECK_THROWS_AS((void)find_region(map, geometry, keep, Upsample::kBilinear), std::logic_error);
    CHECK_THROWS_AS((void)by_mass(UpsampledMap(tensor::Matrix::Ones(2, 2)), keep),
                    std::logic_error);
  }
}

}  // namespace
}  // namespace vitviz::field
