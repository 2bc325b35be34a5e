// SPDX-License-Identifier: Apache-2.0
#include "render/mask.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "masks/mass_mask.h"
#include "support/scene.h"

namespace vitviz::render {
namespace {

constexpr tensor::PatchGrid kGrid{5, 7};
constexpr double kShares[] = {0.05, 0.25, 0.6, 0.9, 0.999, 1.0};
constexpr field::Upsample kSmooth[] = {field::Upsample::kBilinear, field::Upsample::kBicubic};

bool is_marked(const image::GrayImage& mask, int x, int y) {
  return mask.row(y)[static_cast<std::size_t>(x)] == 255;
}

std::ptrdiff_t count(const image::GrayImage& mask, std::uint8_t value) {
  return std::count(mask.bytes().begin(), mask.bytes().end(), value);
}

// The smallest value that is marked and the largest that is not.
struct Edge {
  float marked = 2.0F;
  float unmarked = -1.0F;
};

Edge edge_of(const image::GrayImage& mask, const tensor::Matrix& values) {
  Edge edge;
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) {
      if (is_marked(mask, x, y)) {
        edge.marked = std::min(edge.marked, values(y, x));
      } else {
        edge.unmarked = std::max(edge.unmarked, values(y, x));
      }
    }
  }
  return edge;
}

// The share of the resampled attention below the marked pixels.
double share_of(const image::GrayImage& mask, const tensor::Matrix& values) {
  double marked = 0.0;
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) {
      if (is_marked(mask, x, y)) marked += static_cast<double>(values(y, x));
    }
  }
  return marked / values.cast<double>().sum();
}

TEST_CASE("draw_mask: nearest is DINO's rule on whole patches") {
  base::ThreadPool threads(1);
  const std::vector<float> map = test::random_map(kGrid, 1);
  const image::Size photo{kGrid.cols * 3, kGrid.rows * 4};
  for (const double keep : kShares) {
    const std::vector<std::uint8_t> patches = masks::mass_mask(map, keep);
    const image::GrayImage mask = image::draw_whole(
        draw_mask(map, test::geometry_of(photo, kGrid), keep, field::Upsample::kNearest), threads);
    for (int y = 0; y < photo.height; ++y) {
      for (int x = 0; x < photo.width; ++x) {
        const int patch = y / 4 * kGrid.cols + x / 3;
        CHECK(is_marked(mask, x, y) == (patches[static_cast<std::size_t>(patch)] != 0));
      }
    }
  }
}

TEST_CASE("draw_mask holds 0 and 255 and nothing else") {
  base::ThreadPool threads(1);
  for (const field::Upsample how :
       {field::Upsample::kNearest, field::Upsample::kBilinear, field::Upsample::kBicubic}) {
    const image::GrayImage mask = image::draw_whole(
        draw_mask(test::random_map(kGrid, 2), test::geometry_of({91, 67}, kGrid), 0.6, how),
        threads);
    CHECK(count(mask, 0) > 0);
    CHECK(count(mask, 255) > 0);
    CHECK(count(mask, 0) + count(mask, 255) == 91 * 67);
  }
}

TEST_CASE("draw_mask: the smooth mask is where the resampled map is high") {
  base::ThreadPool threads(1);
  const std::vector<float> map = test::random_map(kGrid, 3);
  for (const image::Size photo : {image::Size{140, 100}, image::Size{301, 55}, image::Size{6, 4}}) {
    const image::Geometry geometry = test::geometry_of(photo, kGrid);
    for (const field::Upsample how : kSmooth) {
      const tensor::Matrix values = test::values_of(field::UpsampledMap(map, geometry, how));
      for (const double keep : kShares) {
        const Edge edge =
            edge_of(image::draw_whole(draw_mask(map, geometry, keep, how), threads), values);
        CHECK(edge.marked > edge.unmarked);
      }
    }
  }
}

TEST_CASE("draw_mask: the smooth mask holds the share it was asked for") {
  // Of the share, for 8 samples a patch on a map as rough as can be: neighbours are independent.
  constexpr double kTolerance = 0.005;
  base::ThreadPool threads(1);
  const std::vector<float> map = test::random_map(kGrid, 4);
  const image::Geometry geometry = test::geometry_of({560, 400}, kGrid);
  for (const field::Upsample how : kSmooth) {
    const tensor::Matrix values = test::values_of(field::UpsampledMap(map, geometry, how));
    for (const double keep : kShares) {
      const image::GrayImage mask = image::draw_whole(draw_mask(map, geometry, keep, how), threads);
      CAPTURE(keep);
      CHECK(std::abs(share_of(mask, values) - keep) <= kTolerance);
    }
  }
}

TEST_CASE("draw_mask: on its own samples the mass rule is exact") {
  base::ThreadPool threads(1);
  const std::vector<float> map = test::random_map(kGrid, 5);
  const image::Geometry geometry = test::geometry_of({kGrid.cols * 8, kGrid.rows * 8}, kGrid);
  for (const field::Upsample how : kSmooth) {
    const tensor::Matrix values = test::values_of(field::UpsampledMap(map, geometry, how));
    const std::vector<float> samples(values.data(), values.data() + values.size());
    for (const double keep : {0.25, 0.6, 0.9}) {
      const float weakest = masks::mass_threshold(samples, keep);
      const image::GrayImage mask = image::draw_whole(draw_mask(map, geometry, keep, how), threads);
      CHECK(edge_of(mask, values).marked == weakest);
      CHECK(share_of(mask, values) >= keep);
    }
  }
}

TEST_CASE("draw_mask: a larger share only adds pixels") {
  base::ThreadPool threads(1);
  const std::vector<float> map = test::random_map(kGrid, 6);
  const image::Geometry geometry = test::geometry_of({83, 59}, kGrid);
  for (const field::Upsample how :
       {field::Upsample::kNearest, field::Upsample::kBilinear, field::Upsample::kBicubic}) {
    image::GrayImage smaller = image::draw_whole(draw_mask(map, geometry, 0.01, how), threads);
    for (const double keep : kShares) {
      image::GrayImage larger = image::draw_whole(draw_mask(map, geometry, keep, how), threads);
      const auto small = smaller.bytes();
      CHECK(std::equal(small.begin(), small.end(), larger.bytes().begin(), std::less_equal<>()));
      smaller = std::move(larger);
    }
  }
}

TEST_CASE("draw_mask: keep = 1 marks exactly what is above zero") {
  base::ThreadPool threads(1);
  std::vector<float> map(35, 0.0F);
  map[10] = 1.0F;
  map[11] = 1e-30F;
  const image::Geometry geometry = test::geometry_of({210, 150}, kGrid);
  for (const field::Upsample how : kSmooth) {
    const tensor::Matrix values = test::values_of(field::UpsampledMap(map, geometry, how));
    const Edge edge =
        edge_of(image::draw_whole(draw_mask(map, geometry, 1.0, how), threads), values);
    CHECK(edge.marked > 0.0F);
    CHECK(edge.unmarked == 0.0F);
  }
}

TEST_CASE("draw_mask: a map of zeros marks nothing") {
  base::ThreadPool threads(1);
  const std::vector<float> zeros(35, 0.0F);
  const image::Geometry geometry = test::geometry_of({40, 30}, kGrid);
  for (const field::Upsample how :
       {field::Upsample::kNearest, field::Upsample::kBilinear, field::Upsample::kBicubic}) {
    CHECK(count(image::draw_whole(draw_mask(zeros, geometry, 0.6, how), threads), 0) == 40 * 30);
    CHECK(count(image::draw_whole(draw_mask(zeros, geometry, 1.0, how), threads), 0) == 40 * 30);
  }
}

TEST_CASE("draw_mask: equal values are marked together when smooth, in order when nearest") {
  base::ThreadPool threads(1);
  const std::vector<float> equal(4, 0.25F);
  const image::Geometry geometry = test::geometry_of({8, 8}, {2, 2});
  for (const field::Upsample how : kSmooth) {
    CHECK(count(image::draw_whole(draw_mask(equal, geometry, 0.5, how), threads), 255) == 64);
  }
  const image::GrayImage nearest =
      image::draw_whole(draw_mask(equal, geometry, 0.5, field::Upsample::kNearest), threads);
  for (int y = 0; y < 8; ++y) CHECK(is_marked(nearest, 5, y) == (y < 4));
}

TEST_CASE("draw_mask of a single patch and a single pixel") {
  base::ThreadPool threads(1);
  for (const field::Upsample how :
       {field::Upsample::kNearest, field::Upsample::kBilinear, field::Upsample::kBicubic}) {
    const std::vector<float> one = {0.5F};
    CHECK(count(image::draw_whole(draw_mask(one, test::geometry_of({1, 1}, {1, 1}), 0.6, how),
                                  threads),
                255) == 1);
    CHECK(count(image::draw_whole(draw_mask(one, test::geometry_of({9, 2}, {1, 1}), 0.6, how),
                                  threads),
                255) == 18);
  }
}

TEST_CASE("draw_mask: the same bytes in bands of any height") {
  const std::vector<float> map = test::random_map(kGrid, 7);
  const image::Geometry geometry = test::geometry_of({53, 301}, kGrid);
  for (const field::Upsample how : {field::Upsample::kNearest, field::Upsample::kBicubic}) {
    CHECK(test::same_in_any_bands(draw_mask(map, geometry, 0.6, how)));
  }
}

TEST_CASE("draw_mask: numbers below zero hold nothing and are never marked") {
  base::ThreadPool threads(1);
  const image::Geometry geometry = test::geometry_of({40, 8}, {1, 5});
  const std::vector<float> map = {0.5F, -0.5F, -9.0F, 0.25F, 0.25F};
  const std::vector<float> clamped = {0.5F, 0.0F, 0.0F, 0.25F, 0.25F};
  for (const double keep : {0.4, 0.6, 1.0}) {
    const image::GrayImage got =
        image::draw_whole(draw_mask(map, geometry, keep, field::Upsample::kNearest), threads);
    const image::GrayImage want =
        image::draw_whole(draw_mask(clamped, geometry, keep, field::Upsample::kNearest), threads);
    CHECK(std::equal(got.bytes().begin(), got.bytes().end(), want.bytes().begin()));
  }
  const std::vector<float> nothing(5, -1.0F);
  for (const field::Upsample how : {field::Upsample::kNearest, field::Upsample::kBicubic}) {
    const image::GrayImage mask =
        image::draw_whole(draw_mask(nothing, geometry, 0.6, how), threads);
    CHECK(std::count(mask.bytes().begin(), mask.bytes().end(), 0) == 40 * 8);
  }
}

TEST_CASE("draw_mask: broken promises are bugs of the caller") {
  const image::Geometry geometry = test::geometry_of({8, 8}, {2, 2});
  const std::vector<float> map(4, 0.25F);
  CHECK_THROWS_AS((void)draw_mask(map, geometry, 0.0, field::Upsample::kBicubic), std::logic_error);
}

}  // namespace
}  // namespace vitviz::render
