// SPDX-License-Identifier: Apache-2.0
#include "field/photo_guide.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include "support/scene.h"

namespace vitviz::field {
namespace {

constexpr tensor::PatchGrid kGrid{6, 8};

// A photo that is dark left of column `edge`, bright from there on.
image::RgbImage two_halves(image::Size size, int edge) {
  image::RgbImage photo(size);
  for (int y = 0; y < size.height; ++y) {
    for (std::size_t i = 0; i < photo.row(y).size(); ++i) {
      photo.row(y)[i] = static_cast<int>(i / 3) < edge ? 40 : 210;
    }
  }
  return photo;
}

// Patches of columns 0 to 3 are 0.25, those of 4 to 7 are 0.75: the map's edge is at the middle.
std::vector<float> two_valued_map() {
  std::vector<float> map;
  for (int i = 0; i < kGrid.count(); ++i) map.push_back(i % kGrid.cols < 4 ? 0.25F : 0.75F);
  return map;
}

TEST_CASE("PhotoGuide: the map's edge moves onto the photo's") {
  base::ThreadPool threads(2);
  // A patch has 20 × 20 pixels; the photo's edge is 6 pixels right of the map's, at 80.
  constexpr image::Size kSize{160, 120};
  constexpr int kEdge = 86;
  const image::RgbImage photo = two_halves(kSize, kEdge);
  const image::Geometry geometry = test::geometry_of(kSize, kGrid);
  const PhotoGuide guide(photo, geometry, threads);
  const tensor::Matrix values =
      test::values_of(guide.follow(two_valued_map(), Upsample::kBicubic, threads));
  for (const int y : {0, 60, 119}) {
    // Beside the edge the values differ by most of 0.5; the plain resampling rises slowly.
    CHECK(values(y, kEdge) - values(y, kEdge - 1) > 0.25F);
    CHECK(values(y, 5) < 0.3F);
    CHECK(values(y, 155) > 0.7F);
  }
}

TEST_CASE("PhotoGuide keeps within the map's range") {
  base::ThreadPool threads(1);
  constexpr image::Size kSize{97, 61};
  const image::RgbImage photo = test::random_photo(kSize, 1);
  const std::vector<float> map = test::random_map(kGrid, 2);
  const PhotoGuide guide(photo, test::geometry_of(kSize, kGrid), threads);
  for (const Upsample how : {Upsample::kNearest, Upsample::kBilinear, Upsample::kBicubic}) {
    const UpsampledMap followed = guide.follow(map, how, threads);
    const tensor::Matrix values = test::values_of(followed);
    CHECK(values.minCoeff() >= *std::min_element(map.begin(), map.end()));
    CHECK(values.maxCoeff() <= *std::max_element(map.begin(), map.end()));
  }
}

TEST_CASE("PhotoGuide: a constant map stays constant") {
  base::ThreadPool threads(1);
  const image::RgbImage photo = test::random_photo({33, 20}, 3);
  const PhotoGuide guide(photo, test::geometry_of({33, 20}, kGrid), threads);
  const std::vector<float> map(48, 0.125F);
  const tensor::Matrix values = test::values_of(guide.follow(map, Upsample::kBicubic, threads));
  CHECK(values == tensor::Matrix::Constant(20, 33, 0.125F));
}

TEST_CASE("PhotoGuide: photos smaller than their grid, and of one pixel") {
  base::ThreadPool threads(2);
  for (const image::Size size : {image::Size{1, 1}, image::Size{5, 3}, image::Size{300, 2}}) {
    const image::RgbImage photo = test::random_photo(size, 4);
    const PhotoGuide guide(photo, test::geometry_of(size, kGrid), threads);
    const std::vector<float> map = test::random_map(kGrid, 5);
    const UpsampledMap followed = guide.follow(map, Upsample::kBicubic, threads);
    const tensor::Matrix values = test::values_of(followed);
    CHECK(values.rows() == size.height);
    CHECK(values.cols() == size.width);
    // Comparisons that NaN fails.
    CHECK(values.minCoeff() >= *std::min_element(map.begin(), map.end()));
    CHECK(values.maxCoeff() <= *std::max_element(map.begin(), map.end()));
    // A photo of one pixel has one window: the filter's answer there is the map's own value.
    const tensor::Matrix plain =
        test::values_of(UpsampledMap(map, test::geometry_of(size, kGrid), Upsample::kBicubic));
    if (size == image::Size{1, 1}) CHECK(values(0, 0) == doctest::Approx(plain(0, 0)));
  }
}

TEST_CASE("PhotoGuide: the range of a map is that of its values") {
  constexpr image::Size kSize{97, 61};  // few enough rows that each is looked at
  const image::RgbImage photo = test::random_photo(kSize, 6);
  base::ThreadPool threads(1);
  const PhotoGuide guide(photo, test::geometry_of(kSize, kGrid), threads);
  const UpsampledMap map = guide.follow(test::random_map(kGrid, 7), Upsample::kBicubic, threads);
  const tensor::Matrix values = test::values_of(map);
  CHECK(values.minCoeff() == map.lowest());
  CHECK(values.maxCoeff() == map.highest());
}

TEST_CASE("PhotoGuide: the same values for any number of threads") {
  constexpr image::Size kSize{97, 61};
  const image::RgbImage photo = test::random_photo(kSize, 6);
  const image::Geometry geometry = test::geometry_of(kSize, kGrid);
  const std::vector<float> map = test::random_map(kGrid, 7);
  base::ThreadPool alone(1);
  const PhotoGuide one(photo, geometry, alone);
  const tensor::Matrix want = test::values_of(one.follow(map, Upsample::kBicubic, alone));
  for (const int count : {2, 3}) {
    base::ThreadPool threads(count);
    const PhotoGuide guide(photo, geometry, threads);
    CHECK(test::values_of(guide.follow(map, Upsample::kBicubic, threads)) == want);
  }
}

}  // namespace
}  // namespace vitviz::field
