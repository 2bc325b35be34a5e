// SPDX-License-Identifier: Apache-2.0
// What the views of one object look like: tests/golden/*.png, which were looked at.
#include <cmath>
#include <filesystem>
#include <vector>

#include <doctest/doctest.h>

#include "color/palette.h"
#include "field/photo_guide.h"
#include "image/photo.h"
#include "image/pil_resize.h"
#include "render/color_heads.h"
#include "render/cutout.h"
#include "render/mask.h"
#include "render/outline.h"
#include "render/overlay.h"
#include "render/pca_view.h"
#include "sheet/canvas.h"
#include "support/golden_picture.h"
#include "support/scene.h"

namespace vitviz::render {
namespace {

namespace fs = std::filesystem;

constexpr image::Size kSize{240, 160};
constexpr tensor::PatchGrid kGrid{10, 15};

image::RgbImage small_photo() {
  base::ThreadPool threads(1);
  const fs::path file = fs::path(VITVIZ_ASSET_FOLDER) / "photos/dandelion.jpg";
  return image::pil_resize(image::read_photo(file, image::Orientation::kUpright), kSize,
                           image::Filter::kBicubic, threads);
}

// A round hill of width `spread` at (x, y), in patches.
std::vector<float> hill(double x, double y, double spread) {
  std::vector<float> map;
  for (int row = 0; row < kGrid.rows; ++row) {
    for (int col = 0; col < kGrid.cols; ++col) {
      const double off = std::hypot(col + 0.5 - x, row + 0.5 - y) / spread;
      map.push_back(static_cast<float>(std::exp(-0.5 * off * off)));
    }
  }
  return map;
}

field::UpsampledMap smooth(const std::vector<float>& map) {
  return {map, test::geometry_of(kSize, kGrid), field::Upsample::kBicubic};
}

field::Region region() {
  return field::find_region(hill(7.5, 4.5, 2.5), test::geometry_of(kSize, kGrid), 0.6,
                            field::Upsample::kBicubic);
}

TEST_CASE("golden pictures of outline and cutout") {
  base::ThreadPool threads(2);
  const image::RgbImage photo = small_photo();
  test::check_golden("outline.png", image::draw_whole(draw_outline(photo, region()), threads));
  test::check_golden("cutout.png", image::draw_whole(draw_cutout(photo, region()), threads));
}

TEST_CASE("golden picture of colors") {
  base::ThreadPool threads(2);
  std::vector<field::UpsampledMap> heads;
  for (int i = 0; i < 9; ++i) {
    heads.push_back(smooth(hill(2.5 + 5.0 * (i % 3), 1.7 + 3.3 * (i / 3), 1.6)));
  }
  test::check_golden(
      "colors.png",
      image::draw_whole(color_heads(small_photo(), heads, color::palette(9)), threads));
}

TEST_CASE("golden picture of a map that follows the photo") {
  base::ThreadPool threads(2);
  const image::RgbImage photo = small_photo();
  const field::PhotoGuide guide(photo, test::geometry_of(kSize, kGrid), threads);
  const field::UpsampledMap map =
      guide.follow(hill(4.4, 3.3, 2.2), field::Upsample::kBicubic, threads);
  test::check_golden("guided.png", image::draw_whole(draw_overlay(photo, map, {}), threads));
}

TEST_CASE("golden picture of components on the object") {
  base::ThreadPool threads(2);
  const RgbMaps maps = {smooth(hill(4, 4, 3)), smooth(hill(9, 3, 3)), smooth(hill(7, 8, 3))};
  test::check_golden("pca.png",
                     image::draw_whole(draw_rgb_of_region(small_photo(), maps, region()), threads));
}

TEST_CASE("golden pictures are compared on average, and in the block that differs most") {
  const image::RgbImage gray = test::plain_photo({20, 16}, {100, 100, 100});
  CHECK(test::difference_of(gray, gray).largest_block == 0);
  image::RgbImage spot = test::plain_photo({20, 16}, {100, 100, 100});
  sheet::fill({16, 8, 4, 8}, {148, 100, 76},
              spot);  // the last block, which the border cuts in half
  const test::PictureDifference difference = test::difference_of(gray, spot);
  CHECK(difference.largest_block == doctest::Approx((48 + 24) / 3.0));
  CHECK(difference.mean == doctest::Approx((48 + 24) / 3.0 * (4 * 8) / (20 * 16)));
}

}  // namespace
}  // namespace vitviz::render
