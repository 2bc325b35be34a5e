// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include "image/exif.h"
#include "image/turn_upright.h"
#include "support/exif_orientation.h"

namespace vitviz::test {
namespace {

using image::RgbImage;
using image::Size;

TEST_CASE("the orientation is found in both byte orders") {
  for (unsigned orientation = 1; orientation <= 8; ++orientation) {
    for (const bool little : {true, false}) {
      CHECK(image::exif_orientation(exif_block(little, kExifShort, 1, orientation)) ==
            static_cast<int>(orientation));
    }
  }
}

TEST_CASE("an orientation that makes no sense is none") {
  for (const unsigned value : {0U, 9U, 0xFFFFU}) {
    CHECK(image::exif_orientation(exif_block(true, kExifShort, 1, value)) == 1);
  }
  CHECK(image::exif_orientation(exif_block(true, /*type=*/0, 1, 6)) == 1);
  CHECK(image::exif_orientation(exif_block(true, kExifShort, /*count=*/0, 6)) == 1);
  CHECK(image::exif_orientation(exif_block(true, kExifShort, /*count=*/0x80000001, 6)) == 1);
}

TEST_CASE("cut and damaged EXIF blocks are harmless") {
  const std::vector<std::byte> whole = exif_block(true, kExifShort, 1, 6);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::vector<std::byte> part(whole.begin(),
                                      whole.begin() + static_cast<std::ptrdiff_t>(length));
    const int orientation = image::exif_orientation(part);
    CHECK((orientation == 1 || orientation == 6));
  }
  std::mt19937 random(5);
  for (int i = 0; i < 5000; ++i) {
    std::vector<std::byte> damaged(whole.size() + random() % 64);
    std::copy(whole.begin(), whole.end(), damaged.begin());
    for (int k = 0; k < 4; ++k)
      damaged[random() % damaged.size()] = static_cast<std::byte>(random());
    const int orientation = image::exif_orientation(damaged);
    CHECK((orientation >= 1 && orientation <= 8));
  }
}

// A photo whose pixels all differ.
RgbImage numbered(Size size) {
  RgbImage photo(size);
  int number = 0;
  for (auto& byte : photo.bytes()) byte = static_cast<std::uint8_t>(number++ * 31 / 7);
  return photo;
}

TEST_CASE("every pixel goes where the orientation says, also across tiles") {
  for (const Size size : {Size{1, 1}, Size{5, 3}, Size{1, 70}, Size{33, 32}, Size{64, 65}}) {
    for (int orientation = 1; orientation <= 8; ++orientation) {
      CAPTURE(orientation);
      const RgbImage stored = numbered(size);
      const RgbImage upright = image::turn_upright(numbered(size), orientation);
      REQUIRE(upright.width() == (orientation >= 5 ? size.height : size.width));
      int wrong = 0;
      for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
          const auto [to_x, to_y] = upright_place(orientation, size, x, y);
          const auto want = stored.row(y).subspan(static_cast<std::size_t>(x) * 3, 3);
          const auto got = upright.row(to_y).subspan(static_cast<std::size_t>(to_x) * 3, 3);
          if (!std::equal(want.begin(), want.end(), got.begin())) ++wrong;
        }
      }
      CHECK(wrong == 0);
    }
  }
}

}  // namespace
}  // namespace vitviz::test
