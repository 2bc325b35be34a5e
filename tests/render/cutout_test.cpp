// SPDX-License-Identifier: Apache-2.0
#include "render/cutout.h"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <stdexcept>

#include <doctest/doctest.h>

#include "support/scene.h"

namespace vitviz::render {
namespace {

constexpr image::Size kSize{300, 200};

int alpha_at(const image::RgbaImage& picture, int x, int y) {
  return picture.row(y)[4 * static_cast<std::size_t>(x) + 3];
}

TEST_CASE("opacity_at is half on the edge, and rises from nothing to all within the band") {
  CHECK(opacity_at(0.0F, 4.0F) == 0.5F);
  CHECK(opacity_at(-2.0F, 4.0F) == 0.0F);
  CHECK(opacity_at(2.0F, 4.0F) == 1.0F);
  CHECK(opacity_at(-1.0F, 4.0F) == 0.15625F);  // 3/16 − 2/64
  CHECK(opacity_at(1.0F, 4.0F) == 0.84375F);   // 27/16 − 54/64
}

TEST_CASE("draw_cutout: opacity never falls on the way inwards, and adds up to the disc's area") {
  constexpr double kRadius = 70.0;
  constexpr double kTolerance = 0.001;
  base::ThreadPool threads(2);
  const field::Region disc = test::disc(kSize, 150.0, 100.0, kRadius);
  const image::RgbaImage picture =
      image::draw_whole(draw_cutout(test::random_photo(kSize, 1), disc), threads);
  int before = 0;
  for (int x = 0; x <= 150; ++x) {
    const int alpha = alpha_at(picture, x, 100);
    CHECK(alpha >= before);
    before = alpha;
  }
  CHECK(alpha_at(picture, 79, 100) == 0);    // 1 outside, where the band of 2 ends
  CHECK(alpha_at(picture, 80, 100) == 128);  // on the edge
  CHECK(alpha_at(picture, 81, 100) == 255);
  double area = 0.0;
  for (std::size_t i = 3; i < picture.bytes().size(); i += 4) area += picture.bytes()[i] / 255.0;
  CHECK(std::abs(area / (std::numbers::pi * kRadius * kRadius) - 1.0) <= kTolerance);
}

TEST_CASE("draw_cutout keeps the photo's colours where anything is seen, and none elsewhere") {
  base::ThreadPool threads(1);
  const image::RgbImage photo = test::random_photo(kSize, 2);
  const image::RgbaImage picture =
      image::draw_whole(draw_cutout(photo, test::disc(kSize, 100.0, 90.0, 60.0)), threads);
  bool same = true;
  for (std::size_t i = 0; i < photo.bytes().size(); ++i) {
    const bool seen = picture.bytes()[i / 3 * 4 + 3] > 0;
    same = same && picture.bytes()[i / 3 * 4 + i % 3] == (seen ? photo.bytes()[i] : 0);
  }
  CHECK(same);
}

TEST_CASE("draw_cutout: the border of the photo is no edge") {
  base::ThreadPool threads(1);
  const image::RgbaImage picture = image::draw_whole(
      draw_cutout(test::random_photo(kSize, 3), test::disc(kSize, 0.0, 0.0, 60.0)), threads);
  CHECK(alpha_at(picture, 0, 0) == 255);
  CHECK(alpha_at(picture, 40, 0) == 255);
}

TEST_CASE("soft_edge_for grows with the photo and never vanishes") {
  CHECK(soft_edge_for({4000, 4000}) == doctest::Approx(16.0));
  CHECK(soft_edge_for({3, 3}) == 2.0F);
}

TEST_CASE("draw_cutout: the same bytes in bands of any height") {
  const image::RgbImage photo = test::random_photo(kSize, 4);
  CHECK(test::same_in_any_bands(draw_cutout(photo, test::disc(kSize, 150.0, 170.0, 80.0))));
}

TEST_CASE("draw_cutout: broken promises are bugs of the caller") {
  CHECK_THROWS_AS((void)draw_cutout(test::random_photo({30, 20}, 5), test::disc({20, 30}, 5, 5, 3)),
                  std::logic_error);
}

}  // namespace
}  // namespace vitviz::render
