// SPDX-License-Identifier: Apache-2.0
#include "masks/bilateral_solver.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <tuple>

#include <doctest/doctest.h>

#include "reference_photos.h"
#include "support/matrix_near.h"

namespace vitviz::masks {
namespace {

constexpr double kAgreement = 1e-3;  // the promise
constexpr std::size_t kEvery = 7;    // pixel is in the reference

image::RgbImage photo_of(image::Size size, const std::vector<std::array<std::uint8_t, 3>>& colors) {
  image::RgbImage photo(size);
  for (std::size_t i = 0; i < colors.size(); ++i) {
    std::copy_n(colors[i].data(), 3, photo.bytes().data() + 3 * i);
  }
  return photo;
}

TEST_CASE("bilateral grid: pixels of a cell share a vertex, and neighbours are one step apart") {
  // Grey 15 and 16 are beside each other in Y, 100 is far away; 16 pixels to the right is the next
  // cell in x.
  const std::vector<std::array<std::uint8_t, 3>> row = {
      {0, 0, 0}, {15, 15, 15}, {16, 16, 16}, {100, 100, 100}};
  std::vector<std::array<std::uint8_t, 3>> colors(17, {0, 0, 0});
  std::copy(row.begin(), row.end(), colors.begin());
  const BilateralGrid grid(photo_of({17, 1}, colors), {});
  REQUIRE(grid.vertices() == 4);

  std::vector<float> first(17, 0.0F);
  first[0] = 1;
  const std::vector<float> blurred = grid.slice(grid.blur(grid.splat(first)));
  CHECK(blurred[0] == 10);
  CHECK(blurred[1] == 10);  // the same vertex
  CHECK(blurred[2] == 1);
  CHECK(blurred[3] == 0);
  CHECK(blurred[16] == 1);
  CHECK(grid.sizes().sum() == 17);
}

TEST_CASE("bilateral grid: greys do not differ in colour, whatever rounding says") {
  std::vector<std::array<std::uint8_t, 3>> grays;
  for (int level = 0; level < 256; ++level) {
    const auto gray = static_cast<std::uint8_t>(level);
    grays.push_back({gray, gray, gray});
  }
  // 16 by 16 pixels are one cell of space; 256 levels are 16 of luma.
  CHECK(BilateralGrid(photo_of({16, 16}, grays), {}).vertices() == 16);
}

TEST_CASE("bilateral solver: masks of nothing and of everything stay") {
  const ReferencePhoto photo = reference_photo("tulips");
  const BilateralSolver solver(photo.pixels, {});
  const std::size_t count = image::pixel_count(photo.pixels.size());
  for (const float value : {0.0F, 1.0F}) {
    const std::vector<float> mask(count, value);
    test::check_near(solver.solve(mask), mask, kAgreement);
  }
}

TEST_CASE("bilateral solver: a mask moves to the edge of the photo") {
  // Left half dark, right half bright; the mask of the bright half is four pixels off.
  image::RgbImage photo({64, 32});
  std::vector<float> mask;
  for (int y = 0; y < 32; ++y) {
    const auto row = photo.row(y);
    for (int x = 0; x < 64; ++x) {
      std::fill_n(row.begin() + 3 * x, 3, static_cast<std::uint8_t>(x < 32 ? 20 : 200));
      mask.push_back(x >= 28 ? 1.0F : 0.0F);
    }
  }
  const std::vector<float> solved = BilateralSolver(photo, {}).solve(mask);
  for (std::size_t i = 0; i < solved.size(); ++i) CHECK((solved[i] >= 0.5F) == (i % 64 >= 32));
}

TEST_CASE("bilateral solver: a photo of one colour or one pixel") {
  image::RgbImage plain({40, 1});
  std::fill(plain.bytes().begin(), plain.bytes().end(), std::uint8_t{77});
  std::vector<float> half(40, 0.0F);
  std::fill(half.begin(), half.begin() + 20, 1.0F);
  const std::vector<float> solved = BilateralSolver(plain, {}).solve(half);
  CHECK(std::is_sorted(solved.rbegin(), solved.rend()));  // falls to the right

  image::RgbImage one({1, 1});
  std::fill(one.bytes().begin(), one.bytes().end(), std::uint8_t{0});
  test::check_near(BilateralSolver(one, {}).solve(std::vector{0.25F}), std::vector{0.25F}, 1e-6);
}

TEST_CASE("bilateral solver: broken promises are bugs of the caller") {
  const image::RgbImage photo = photo_of({1, 1}, {{0, 0, 0}});
  CHECK_THROWS_AS((BilateralSolver{photo, {.confidence = 0}}), std::logic_error);
  CHECK_THROWS_AS((BilateralSolver{photo, {.smoothness = -1}}), std::logic_error);
  CHECK_THROWS_AS((BilateralSolver{photo, {.cell = {.space = 0}}}), std::logic_error);
  const BilateralSolver solver(photo, {});
  CHECK_THROWS_AS((void)solver.solve(std::vector{0.0F, 1.0F}), std::logic_error);
  CHECK_THROWS_AS((void)solver.solve(std::vector{std::numeric_limits<float>::quiet_NaN()}),
                  std::logic_error);
}

// tests/reference/masks/make_masks.py
TEST_CASE("bilateral solver: what scipy computes from the definition") {
  for (const ReferencePhoto& photo : reference_photos()) {
    CAPTURE(photo.name);
    const std::vector<float> solved =
        BilateralSolver(photo.pixels, {}).solve(reference_array(photo.name, "mass").values);
    std::vector<float> some;
    for (std::size_t i = 0; i < solved.size(); i += kEvery) some.push_back(solved[i]);
    test::check_near(some, reference_array(photo.name, "solver").values, kAgreement);
  }
}

}  // namespace
}  // namespace vitviz::masks
