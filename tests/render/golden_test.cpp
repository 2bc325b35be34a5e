// SPDX-License-Identifier: Apache-2.0
// What the views of one object look like: tests/golden/*.png, which were looked at.
//
// After a change that is meant: VITVIZ_WRITE_GOLDEN=1 build/dev/tests/render/test_render
// -tc='golden*'
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "image/photo.h"
#include "image/pil_resize.h"
#include "image/png_file.h"
#include "render/color_heads.h"
#include "render/cutout.h"
#include "render/mask.h"
#include "render/outline.h"
#include "render/overlay.h"
#include "render/palette.h"
#include "render/pca_view.h"
#include "render/photo_guide.h"
#include "render/scene.h"

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

UpsampledMap smooth(const std::vector<float>& map) {
  return {map, test::geometry_of(kSize, kGrid), Upsample::kBicubic};
}

Region region() {
  return find_region(hill(7.5, 4.5, 2.5), test::geometry_of(kSize, kGrid), 0.6, Upsample::kBicubic);
}

// Fails when a picture differs from its golden one by more than a grey level on average: rounding
// and an edge that moved by a hundredth of a pixel pass, whatever an eye could see does not.
void check_golden(const std::string& name, const std::vector<std::byte>& png) {
  constexpr double kTolerance = 1.0;
  const fs::path file = fs::path(VITVIZ_GOLDEN_FOLDER) / (name + ".png");
  if (std::getenv("VITVIZ_WRITE_GOLDEN") != nullptr) {
    std::ofstream stream(file, std::ios::binary);
    for (const std::byte byte : png) stream.put(static_cast<char>(byte));
  }
  const image::RgbImage want = image::read_photo(file, image::Orientation::kStored);
  const image::RgbImage got = image::decode_photo(png, name, image::Orientation::kStored);
  REQUIRE(got.size() == want.size());
  double sum = 0.0;
  for (std::size_t i = 0; i < got.bytes().size(); ++i) {
    sum += std::abs(got.bytes()[i] - want.bytes()[i]);
  }
  CAPTURE(name);
  CHECK(sum / static_cast<double>(got.bytes().size()) <= kTolerance);
}

TEST_CASE("golden pictures of outline and cutout") {
  base::ThreadPool threads(2);
  const image::RgbImage photo = small_photo();
  check_golden("outline", image::encode_png(draw_outline(photo, region(), threads), threads));
  check_golden("cutout", image::encode_png(draw_cutout(photo, region(), threads), threads));
}

TEST_CASE("golden picture of colors") {
  base::ThreadPool threads(2);
  std::vector<UpsampledMap> heads;
  for (int i = 0; i < 9; ++i) {
    heads.push_back(smooth(hill(2.5 + 5.0 * (i % 3), 1.7 + 3.3 * (i / 3), 1.6)));
  }
  check_golden("colors",
               image::encode_png(color_heads(small_photo(), heads, palette(9), threads), threads));
}

TEST_CASE("golden picture of a map that follows the photo") {
  base::ThreadPool threads(2);
  const image::RgbImage photo = small_photo();
  const PhotoGuide guide(photo, test::geometry_of(kSize, kGrid), threads);
  const UpsampledMap map = guide.follow(hill(4.4, 3.3, 2.2), Upsample::kBicubic, threads);
  check_golden("guided", image::encode_png(draw_overlay(photo, map, {}, threads), threads));
}

TEST_CASE("golden picture of components on the object") {
  base::ThreadPool threads(2);
  const RgbMaps maps = {smooth(hill(4, 4, 3)), smooth(hill(9, 3, 3)), smooth(hill(7, 8, 3))};
  check_golden("pca", image::encode_png(draw_rgb_of_region(small_photo(), maps, region(), threads),
                                        threads));
}

}  // namespace
}  // namespace vitviz::render
