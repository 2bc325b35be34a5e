// SPDX-License-Identifier: Apache-2.0
#include "field/contour_distance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "support/scene.h"

namespace vitviz::field {
namespace {

double worst(const tensor::Matrix& got, const tensor::Matrix& want) {
  return static_cast<double>((got - want).cwiseAbs().maxCoeff());
}

TEST_CASE("contour_distance: a circle") {
  // A circle of radius R strays from its chords of one pixel by 1/(8 R), and so does the linear
  // interpolation that finds their ends.
  constexpr double kRadius = 20.0;
  constexpr double kTolerance = 2.0 / (8.0 * kRadius);
  constexpr image::Size kPhoto{64, 50};
  constexpr float kReach = 6.0F;
  const Region disc = test::disc(kPhoto, 30.3, 25.6, kRadius);
  const tensor::Matrix want = test::values_of(disc.map).cwiseMin(kReach).cwiseMax(-kReach);
  CHECK(worst(contour_distance(disc, 0, kPhoto.height, kReach), want) <= kTolerance);
}

TEST_CASE("contour_distance: a straight edge of any direction and slope is exact") {
  constexpr double kTolerance = 1e-4;  // float32 values of up to 3000, passing zero by 30 a pixel
  constexpr image::Size kPhoto{40, 40};
  constexpr float kReach = 5.0F;
  for (const double angle : {0.0, 0.3, 0.7853981633974483, 1.5, 2.5, 3.1}) {
    for (const double slope : {0.03, 1.0, 30.0}) {
      tensor::Matrix values(kPhoto.height, kPhoto.width);
      tensor::Matrix want(kPhoto.height, kPhoto.width);
      for (int y = 0; y < kPhoto.height; ++y) {
        for (int x = 0; x < kPhoto.width; ++x) {
          const double off = std::cos(angle) * (x - 19.7) + std::sin(angle) * (y - 20.2);
          values(y, x) = static_cast<float>(slope * off);
          want(y, x) = static_cast<float>(std::clamp(off, -5.0, 5.0));
        }
      }
      const Region region{UpsampledMap(std::move(values)), 0.0F};
      const tensor::Matrix got = contour_distance(region, 0, kPhoto.height, kReach);
      // Away from the border, beyond which the edge does not go on.
      CHECK(worst(got.block(10, 10, 20, 20), want.block(10, 10, 20, 20)) <= kTolerance);
    }
  }
}

TEST_CASE("contour_distance: whole patches end between two pixels") {
  const std::vector<float> map = {0.25F, 0.75F};
  const Region region =
      find_region(map, test::geometry_of({20, 7}, {1, 2}), 0.5, Upsample::kNearest);
  const tensor::Matrix got = contour_distance(region, 0, 7, 30.0F);
  for (int y = 0; y < 7; ++y) {
    for (int x = 0; x < 20; ++x) CHECK(got(y, x) == static_cast<float>(x) - 9.5F);
  }
}

TEST_CASE("contour_distance: at a saddle the middle decides who belongs together") {
  const float half_diagonal = std::sqrt(0.125F);  // from a corner to the line that cuts it off
  for (const float threshold : {0.4375F, 0.5625F}) {
    tensor::Matrix values{{1.0F, 0.0F}, {0.0F, 1.0F}};
    const Region region{UpsampledMap(std::move(values)), threshold};
    const tensor::Matrix got = contour_distance(region, 0, 2, 3.0F);
    // The edge passes the sides at a share of 1 − threshold from the corners inside. The corners
    // that are cut off see a line at that share of the half diagonal of a unit square.
    const float cut_off = threshold < 0.5F ? threshold : 1.0F - threshold;
    const float to_line = 2.0F * cut_off * half_diagonal;
    CHECK(std::abs(got(0, 1)) == doctest::Approx(threshold < 0.5F ? to_line : threshold));
    CHECK(got(0, 0) == doctest::Approx(threshold < 0.5F ? 1.0F - threshold : to_line));
  }
}

TEST_CASE("contour_distance: rows may be cut anywhere") {
  constexpr image::Size kPhoto{37, 41};
  const Region disc = test::disc(kPhoto, 20.0, 17.0, 14.0);
  const tensor::Matrix whole = contour_distance(disc, 0, kPhoto.height, 4.5F);
  for (int begin = 0; begin < kPhoto.height; begin += 6) {
    const int end = std::min(kPhoto.height, begin + 6);
    CHECK(contour_distance(disc, begin, end, 4.5F) == whole.middleRows(begin, end - begin));
  }
}

TEST_CASE("contour_distance: where all or nothing is inside, there is no edge") {
  constexpr float kNowhere = std::numeric_limits<float>::infinity();
  for (const image::Size photo : {image::Size{1, 1}, image::Size{5, 1}, image::Size{1, 5}}) {
    const tensor::Matrix plain = tensor::Matrix::Constant(photo.height, photo.width, 0.5F);
    const Region all{UpsampledMap(plain), 0.25F};
    const Region nothing{UpsampledMap(plain), kNowhere};
    const tensor::Matrix reach = tensor::Matrix::Constant(photo.height, photo.width, 2.0F);
    CHECK(contour_distance(all, 0, photo.height, 2.0F) == reach);
    CHECK(contour_distance(nothing, 0, photo.height, 2.0F) == -reach);
  }
}

TEST_CASE("contour_distance: photos of one row or column have edges too") {
  const tensor::Matrix row{{0.0F, 0.25F, 0.75F, 1.0F}};
  const tensor::Matrix want{{-1.5F, -0.5F, 0.5F, 1.5F}};
  CHECK(contour_distance({UpsampledMap(row), 0.5F}, 0, 1, 9.0F) == want);
  const tensor::Matrix column = row.transpose();
  const tensor::Matrix want_column = want.transpose();
  CHECK(contour_distance({UpsampledMap(column), 0.5F}, 0, 4, 9.0F) == want_column);
}

TEST_CASE("contour_distance: broken promises are bugs of the caller") {
  const Region disc = test::disc({8, 8}, 4, 4, 2);
  CHECK_THROWS_AS((void)contour_distance(disc, 0, 9, 1.0F), std::logic_error);
  CHECK_THROWS_AS((void)contour_distance(disc, 3, 3, 1.0F), std::logic_error);
  CHECK_THROWS_AS((void)contour_distance(disc, 0, 8, 0.0F), std::logic_error);
}

}  // namespace
}  // namespace vitviz::field
