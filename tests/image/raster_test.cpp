// SPDX-License-Identifier: Apache-2.0
#include "image/raster.h"

#include <stdexcept>
#include <utility>

#include <doctest/doctest.h>

namespace vitviz::image {
namespace {

TEST_CASE("rows lie one after the other, without padding") {
  RgbaImage picture({3, 4});
  REQUIRE(picture.bytes().size() == 3 * 4 * 4);
  for (int y = 0; y < 4; ++y) {
    CHECK(picture.row(y).size() == 12);
    CHECK(picture.row(y).data() == picture.bytes().data() + 12 * y);
  }
  picture.row(2)[5] = 77;
  CHECK(std::as_const(picture).bytes()[2 * 12 + 5] == 77);
  CHECK(std::as_const(picture).row(2)[5] == 77);
}

TEST_CASE("a raster counts the bytes of its channels") {
  CHECK(GrayImage({7, 5}).bytes().size() == 35);
  CHECK(RgbImage({7, 5}).bytes().size() == 105);
  CHECK(RgbaImage({7, 5}).bytes().size() == 140);
}

TEST_CASE("sides are told apart") {
  const RgbImage picture({7, 5});
  CHECK(picture.size() == Size{7, 5});
  CHECK(picture.width() == 7);
  CHECK(picture.height() == 5);
  CHECK_FALSE(picture.size() == Size{5, 7});
}

TEST_CASE("a moved raster takes its pixels along") {
  RgbImage first({2, 1});
  first.row(0)[3] = 9;
  const std::uint8_t* pixels = first.bytes().data();
  const RgbImage second = std::move(first);
  CHECK(second.bytes().data() == pixels);
  CHECK(second.row(0)[3] == 9);
}

TEST_CASE("no side without pixels, no row beyond the last: bugs of the caller") {
  CHECK_THROWS_AS(RgbImage({0, 1}), std::logic_error);
  CHECK_THROWS_AS(RgbImage({1, 0}), std::logic_error);
  CHECK_THROWS_AS(RgbImage({-1, 1}), std::logic_error);
  RgbImage picture({2, 3});
  CHECK_THROWS_AS((void)picture.row(3), std::logic_error);
  CHECK_THROWS_AS((void)picture.row(-1), std::logic_error);
  CHECK_THROWS_AS((void)RgbImage().row(0), std::logic_error);
}

}  // namespace
}  // namespace vitviz::image
