// SPDX-License-Identifier: Apache-2.0
#include "render/place_mark.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <doctest/doctest.h>

#include "support/scene.h"

namespace vitviz::render {
namespace {

image::RgbImage plain(image::Size size, std::uint8_t level) {
  image::RgbImage picture(size);
  std::fill(picture.bytes().begin(), picture.bytes().end(), level);
  return picture;
}

std::uint8_t level_at(const image::RgbImage& picture, int x, int y) {
  return picture.row(y)[3 * static_cast<std::size_t>(x)];
}

TEST_CASE("a ring is white between black, whatever the ground") {
  for (const int ground : {0, 127, 255}) {
    CAPTURE(ground);
    image::RgbImage picture = plain({200, 150}, static_cast<std::uint8_t>(ground));
    mark_place(image::Band(picture), {100, 70});
    // A picture this small has lines 1.5 pixels wide: black from 4.5, white from 6 to 8.25, black
    // to 9.75.
    CHECK(level_at(picture, 100, 70) == ground);
    CHECK(level_at(picture, 107, 70) == 255);
    CHECK(level_at(picture, 105, 70) == 0);
    CHECK(level_at(picture, 109, 70) == 0);
    CHECK(level_at(picture, 111, 70) == ground);
  }
}

TEST_CASE("a ring is the same to all four sides, and round") {
  image::RgbImage picture = plain({101, 101}, 90);
  mark_place(image::Band(picture), {50, 50});
  for (int y = 0; y < 101; ++y) {
    for (int x = 0; x < 101; ++x) {
      CHECK(level_at(picture, x, y) == level_at(picture, y, x));
      CHECK(level_at(picture, x, y) == level_at(picture, 100 - x, y));
    }
  }
}

TEST_CASE("a ring grows with the picture, and its edges are smooth") {
  image::RgbImage picture = plain({3000, 3000}, 255);
  mark_place(image::Band(picture), {1500, 1500});  // lines 10 pixels wide
  CHECK(level_at(picture, 1500 + 35, 1500) == 0);
  CHECK(level_at(picture, 1500 + 47, 1500) == 255);
  CHECK(level_at(picture, 1500 + 60, 1500) == 0);
  const std::uint8_t edge = level_at(picture, 1500 + 30, 1500);
  CHECK((edge > 100 && edge < 150));  // half of the pixel lies in the ring
}

TEST_CASE("a ring at the border is cut off, and fits into any picture") {
  for (const image::Pixel corner : {image::Pixel{0, 0}, {199, 0}, {0, 149}, {199, 149}}) {
    image::RgbImage picture = plain({200, 150}, 90);
    mark_place(image::Band(picture), corner);
    CHECK(level_at(picture, 100, 70) == 90);
  }
  image::RgbImage single = plain({1, 1}, 90);
  mark_place(image::Band(single), {0, 0});
  CHECK(level_at(single, 0, 0) == 90);
}

TEST_CASE("a ring that lies in several bands is the same as in one") {
  for (const image::Pixel place : {image::Pixel{10, 0}, {60, 31}, {150, 149}}) {
    const image::LazyRgb marked = {{200, 150}, [&](const image::Band<3>& band) {
                                     for (int y = band.top(); y < band.bottom(); ++y) {
                                       std::ranges::fill(band.row(y), std::uint8_t{90});
                                     }
                                     mark_place(band, place);
                                   }};
    CHECK(test::same_in_any_bands(marked));
  }
}

}  // namespace
}  // namespace vitviz::render
