// SPDX-License-Identifier: Apache-2.0
#include "masks/refine.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::masks {
namespace {

// A bright disc on a dark ground: whether the centre of a pixel is inside, as shares of the photo.
bool in_disc(int x, int y, image::Size size) {
  const double short_side = std::min(size.width, size.height);
  return std::hypot(x + 0.5 - size.width / 2.0, y + 0.5 - size.height / 2.0) < 0.3 * short_side;
}

image::RgbImage photo_of_disc(image::Size size) {
  image::RgbImage photo(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const auto pixel = photo.row(y).subspan(3 * static_cast<std::size_t>(x), 3);
      std::fill(pixel.begin(), pixel.end(), in_disc(x, y, size) ? 210 : 40);
    }
  }
  return photo;
}

// The disc in blocks, as patches see it.
std::vector<float> blocks_of_disc(image::Size size, int block) {
  std::vector<float> mask;
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const auto middle = [block](int at) { return at / block * block + block / 2; };
      mask.push_back(in_disc(middle(x), middle(y), size) ? 1.0F : 0.0F);
    }
  }
  return mask;
}

// The share of pixels on the wrong side.
double errors(const image::GrayImage& levels) {
  int wrong = 0;
  for (int y = 0; y < levels.height(); ++y) {
    for (int x = 0; x < levels.width(); ++x) {
      const bool inside = levels.row(y)[static_cast<std::size_t>(x)] >= kObjectLevel;
      wrong += inside != in_disc(x, y, levels.size()) ? 1 : 0;
    }
  }
  return static_cast<double>(wrong) / static_cast<double>(image::pixel_count(levels.size()));
}

image::GrayImage whole(const EdgeUpsampler& upsampler) {
  image::GrayImage levels(upsampler.size());
  std::vector<float> row(static_cast<std::size_t>(levels.width()));
  for (int y = 0; y < levels.height(); ++y) {
    upsampler.row(y, row);
    std::copy(row.begin(), row.end(), levels.row(y).begin());
  }
  return levels;
}

image::GrayImage refined(const MaskRefiner& refiner, std::span<const float> mask) {
  return whole(refiner.enlarge(refiner.solve(mask)));
}

TEST_CASE("refine: coarse blocks become the object, at the size of the photo") {
  for (const image::Size size : {image::Size{300, 200}, {640, 480}, {1500, 1000}, {700, 1900}}) {
    CAPTURE(size.width);
    const image::RgbImage photo = photo_of_disc(size);
    base::ThreadPool threads(2);
    const MaskRefiner refiner(photo, threads);
    CHECK(std::max(refiner.size().width, refiner.size().height) ==
          std::min(640, std::max(size.width, size.height)));
    const image::GrayImage levels = refined(refiner, blocks_of_disc(refiner.size(), 16));
    CHECK(levels.size() == size);
    CHECK(errors(levels) < 0.002);
  }
}

TEST_CASE("refine: the same bytes for any number of threads") {
  const image::RgbImage photo = photo_of_disc({900, 600});
  base::ThreadPool alone(1);
  base::ThreadPool threads(3);
  const MaskRefiner a(photo, alone);
  const MaskRefiner b(photo, threads);
  const std::vector<float> mask = blocks_of_disc(a.size(), 20);
  const image::GrayImage one = refined(a, mask);
  const image::GrayImage many = refined(b, mask);
  CHECK(std::equal(one.bytes().begin(), one.bytes().end(), many.bytes().begin()));
}

TEST_CASE("refine: a photo thinner than a pixel of its small copy") {
  const image::RgbImage photo = photo_of_disc({2000, 1});
  base::ThreadPool threads(1);
  const MaskRefiner refiner(photo, threads);
  CHECK(refiner.size() == image::Size{640, 1});
  const image::GrayImage levels = refined(refiner, std::vector<float>(640, 1.0F));
  CHECK(std::all_of(levels.bytes().begin(), levels.bytes().end(),
                    [](std::uint8_t level) { return level >= kObjectLevel; }));
}

TEST_CASE("upsampling: a pixel goes with the small pixels of its colour") {
  // The small photo is dark at the left and bright at the right, where its mask is; in the photo
  // the edge lies within a small pixel.
  image::RgbImage edge({40, 4});
  image::RgbImage small({10, 1});
  std::vector<float> mask;
  for (int x = 0; x < 40; ++x) {
    for (int y = 0; y < 4; ++y) std::fill_n(edge.row(y).begin() + 3 * x, 3, x < 18 ? 30 : 220);
  }
  for (int x = 0; x < 10; ++x) {
    std::fill_n(small.row(0).begin() + 3 * x, 3, x < 4 ? 30 : (x == 4 ? 125 : 220));
    mask.push_back(x < 5 ? 0.0F : 1.0F);
  }
  const image::GrayImage levels = whole({levels_of(mask, small.size()), small, edge});
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 40; ++x) {
      CHECK((levels.row(y)[static_cast<std::size_t>(x)] >= kObjectLevel) == (x >= 18));
    }
  }
  CHECK_THROWS_AS(EdgeUpsampler(levels_of(mask, small.size()), edge, small), std::logic_error);
}

TEST_CASE("upsampling: at the photo's own size, and values beyond 0 and 1 are clamped") {
  image::RgbImage photo({6, 1});
  std::fill(photo.bytes().begin(), photo.bytes().end(), std::uint8_t{9});
  const std::vector<float> high = {1.0F, 1.5F, 0.75F, 1.0F, 0.6F, 1.0F};
  const image::GrayImage levels = whole({levels_of(high, photo.size()), photo, photo});
  CHECK(std::vector<int>(levels.bytes().begin(), levels.bytes().end()) ==
        std::vector<int>{255, 255, 191, 255, 153, 255});
  const image::GrayImage low =
      whole({levels_of(std::vector<float>(6, -0.25F), photo.size()), photo, photo});
  CHECK(std::all_of(low.bytes().begin(), low.bytes().end(), [](int level) { return level == 0; }));
}

}  // namespace
}  // namespace vitviz::masks
