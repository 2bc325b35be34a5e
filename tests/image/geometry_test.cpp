// SPDX-License-Identifier: Apache-2.0
#include "image/geometry.h"

#include <limits>
#include <utility>

#include <doctest/doctest.h>

#include "base/error.h"

namespace vitviz::test {
namespace {

using image::InputSize;
using image::NativeSize;
using image::plan_geometry;
using image::ShortSide;
using image::Size;

constexpr int kPatch = 16;

Size planned(Size photo, const InputSize& wanted, int patch = kPatch) {
  return plan_geometry(photo, wanted, patch, "cat.jpg").network;
}

base::Error error_of(Size photo, const InputSize& wanted) {
  try {
    static_cast<void>(planned(photo, wanted));
  } catch (const base::Error& error) {
    return error;
  }
  return {base::ErrorCode::kArgument, "no error"};
}

TEST_CASE("the short side is as asked, the aspect kept to the nearest patch") {
  CHECK(planned({640, 480}, ShortSide{320}) == Size{432, 320});  // 426.7 → 26.7 patches → 27
  CHECK(planned({480, 640}, ShortSide{320}) == Size{320, 432});
  CHECK(planned({500, 500}, ShortSide{224}) == Size{224, 224});
  CHECK(planned({4032, 3024}, ShortSide{320}) == Size{432, 320});
  CHECK(planned({450, 300}, ShortSide{320}) == Size{480, 320});
}

TEST_CASE("both sides are whole patches, at least one") {
  CHECK(planned({640, 480}, ShortSide{320}, 14) == Size{420, 322});  // 30.5 → 30 patches, 22.9 → 23
  CHECK(planned({3, 3}, ShortSide{1}) == Size{16, 16});
  CHECK(planned({1, 1}, ShortSide{64}) == Size{64, 64});
}

TEST_CASE("a panorama is held at four times the short side, and keeps its aspect") {
  CHECK(planned({4000, 1000}, ShortSide{320}) == Size{1280, 320});
  CHECK(planned({8000, 1000}, ShortSide{320}) == Size{1280, 160});
  CHECK(planned({1000, 8000}, ShortSide{320}) == Size{160, 1280});
  CHECK(planned({100'000, 2}, ShortSide{320}) == Size{1280, 16});
}

TEST_CASE("an exact size is taken as it is, or refused with the nearest one that fits") {
  CHECK(planned({640, 480}, Size{224, 448}) == Size{224, 448});
  const base::Error error = error_of({640, 480}, Size{230, 100});
  CHECK(error.code() == base::ErrorCode::kArgument);
  CHECK(error.what() ==
        std::string("size 100x230: not a multiple of the model's patches of 16x16 pixels"));
  CHECK(error.hint() == "the nearest is 96x224");
  CHECK(error_of({640, 480}, Size{1, 1}).hint() == "the nearest is 16x16");
}

TEST_CASE("the native size is taken as it is, or refused with the nearest one that fits") {
  CHECK(planned({640, 480}, NativeSize{}) == Size{640, 480});
  const base::Error error = error_of({451, 300}, NativeSize{});
  CHECK(error.code() == base::ErrorCode::kInput);
  CHECK(error.what() ==
        std::string("cat.jpg: its 300x451 pixels (height x width) are no multiple of the model's "
                    "patches of 16x16 pixels, as size native asks"));
  CHECK(error.hint() == "the nearest is size 304x448");
}

TEST_CASE("sizes that no machine could compute are refused") {
  constexpr int kMax = std::numeric_limits<int>::max();
  CHECK(error_of({640, 480}, ShortSide{kMax}).code() == base::ErrorCode::kArgument);
  CHECK(error_of({640, 480}, ShortSide{kMax}).hint() == "choose a smaller size");
  CHECK(error_of({640, 480}, Size{kMax, kMax}).hint() == "choose a smaller size");
}

TEST_CASE("the grid covers the photo") {
  const image::Geometry geometry = plan_geometry({640, 480}, ShortSide{320}, kPatch, "cat.jpg");
  CHECK(geometry.photo == Size{640, 480});
  CHECK(geometry.patch == kPatch);
  CHECK(geometry.grid == tensor::PatchGrid{20, 27});
  CHECK(640 * geometry.cols_per_pixel() == doctest::Approx(27));
  CHECK(480 * geometry.rows_per_pixel() == doctest::Approx(20));
}

TEST_CASE("a pixel belongs to the patch that its centre lies in") {
  const image::Geometry geometry{{60, 40}, {96, 64}, 16, {4, 6}};  // patches of 10 × 10 pixels
  CHECK(geometry.patch_at({0, 0}) == 0);
  CHECK(geometry.patch_at({9, 9}) == 0);
  CHECK(geometry.patch_at({10, 9}) == 1);
  CHECK(geometry.patch_at({59, 39}) == 23);
  CHECK(geometry.patch_at({30, 20}) == 2 * 6 + 3);
  // 5 pixels of 3 patches: the centres at 0.3, 0.9, 1.5, 2.1 and 2.7 patches.
  const image::Geometry odd{{5, 1}, {48, 16}, 16, {1, 3}};
  for (const auto& [x, patch] : {std::pair{0, 0}, {1, 0}, {2, 1}, {3, 2}, {4, 2}}) {
    CHECK(odd.patch_at({x, 0}) == patch);
  }
  // And back, where a patch has pixels of its own.
  for (int patch = 0; patch < 24; ++patch) {
    CHECK(geometry.patch_at(geometry.center_of(patch)) == patch);
  }
  CHECK(geometry.center_of(1 * 6 + 2) == image::Pixel{25, 15});
  CHECK(odd.center_of(2) == image::Pixel{4, 0});
  // The centre of a single pixel lies on the border of two patches: the later one has it.
  CHECK(image::Geometry{{1, 1}, {32, 32}, 16, {2, 2}}.patch_at({0, 0}) == 3);
}

TEST_CASE("fitted: the longer side as asked, the aspect kept, and nothing is enlarged") {
  CHECK(image::fitted({4000, 3000}, 160) == image::Size{160, 120});
  CHECK(image::fitted({3000, 4000}, 160) == image::Size{120, 160});
  CHECK(image::fitted({100, 160}, 160) == image::Size{100, 160});
  CHECK(image::fitted({10000, 1}, 160) == image::Size{160, 1});
}

}  // namespace
}  // namespace vitviz::test
