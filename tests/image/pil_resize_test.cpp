// SPDX-License-Identifier: Apache-2.0
// Resizing against arrays that Pillow made (tests/reference/image/make_resized.py): equal bytes.
#include "image/pil_resize.h"

#include <algorithm>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/named.h"
#include "pixels_near.h"

namespace vitviz::test {
namespace {

using base::ThreadPool;
using image::Filter;
using image::RgbImage;
using image::Size;

// Coefficients and sums are integers: there is nothing to round differently.
constexpr int kSame = 0;

RgbImage crop_of_source(Size crop) {
  const RgbImage source = to_picture(read_npy(reference("image/resize/source.npy")));
  RgbImage cropped(crop);
  for (int y = 0; y < crop.height; ++y) {
    std::copy_n(source.row(y).begin(), cropped.row(y).size(), cropped.row(y).begin());
  }
  return cropped;
}

void check_resized(Size crop, Size size, const base::Named<Filter>& filter, ThreadPool& threads) {
  const std::string name = fmt::format("{}x{}_to_{}x{}_{}.npy", crop.width, crop.height, size.width,
                                       size.height, filter.name);
  CAPTURE(name);
  const RgbImage resized = image::pil_resize(crop_of_source(crop), size, filter.value, threads);
  check_pixels(resized, read_npy(reference("image/resize") / name), kSame);
}

void check_resized(Size crop, Size size, ThreadPool& threads) {
  check_resized(crop, size, {"bilinear", Filter::kBilinear}, threads);
  check_resized(crop, size, {"bicubic", Filter::kBicubic}, threads);
}

TEST_CASE("resizing is Pillow's to the byte for any number of threads") {
  for (int count = 1; count <= 3; ++count) {
    ThreadPool threads(count);
    SUBCASE("down") {
      check_resized({61, 47}, {29, 22}, threads);
      check_resized({61, 47}, {7, 5}, threads);
      check_resized({61, 47}, {1, 1}, threads);
    }
    SUBCASE("up") {
      check_resized({61, 47}, {90, 71}, threads);
      check_resized({30, 20}, {60, 40}, threads);
      check_resized({2, 2}, {7, 7}, threads);
    }
    SUBCASE("one way up, the other down") {
      check_resized({61, 47}, {17, 90}, threads);
      check_resized({61, 47}, {90, 17}, threads);
      check_resized({3, 40}, {4, 3}, threads);
    }
    SUBCASE("a side or both unchanged") {
      check_resized({61, 47}, {61, 20}, threads);
      check_resized({61, 47}, {20, 47}, threads);
      check_resized({61, 47}, {61, 47}, threads);
    }
    SUBCASE("from sides of one pixel") {
      check_resized({1, 47}, {9, 9}, threads);
      check_resized({61, 1}, {9, 9}, threads);
      check_resized({1, 1}, {5, 3}, threads);
    }
  }
}

TEST_CASE("so is resizing by filters that few models are trained with") {
  ThreadPool threads(2);
  for (const auto& filter :
       {base::Named{"nearest", Filter::kNearest}, base::Named{"lanczos", Filter::kLanczos},
        base::Named{"box", Filter::kBox}, base::Named{"hamming", Filter::kHamming}}) {
    check_resized({61, 47}, {29, 22}, filter, threads);
    check_resized({61, 47}, {7, 5}, filter, threads);
    check_resized({30, 20}, {60, 40}, filter, threads);
    check_resized({61, 47}, {90, 17}, filter, threads);
    check_resized({61, 47}, {20, 47}, filter, threads);
    check_resized({2, 2}, {7, 7}, filter, threads);
  }
}

TEST_CASE("one colour stays that colour") {
  ThreadPool threads(1);
  RgbImage plain({40, 30});
  std::fill(plain.bytes().begin(), plain.bytes().end(), std::uint8_t{201});
  for (const Size size : {Size{7, 9}, Size{97, 31}, Size{1, 1}}) {
    const RgbImage resized = image::pil_resize(plain, size, Filter::kBicubic, threads);
    const auto bytes = resized.bytes();
    CHECK(std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t v) { return v == 201; }));
  }
}

}  // namespace
}  // namespace vitviz::test
