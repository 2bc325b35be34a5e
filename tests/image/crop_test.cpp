// SPDX-License-Identifier: Apache-2.0
#include "image/crop.h"

#include <limits>

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

constexpr int kMost = std::numeric_limits<int>::max();

// Every channel of a pixel tells its place: x, y, and the channel.
RgbImage counting(Size size) {
  RgbImage photo(size);
  for (int y = 0; y < size.height; ++y) {
    for (int i = 0; i < size.width * 3; ++i) {
      const int values[] = {i / 3, y, 7};
      photo.row(y)[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(values[i % 3]);
    }
  }
  return photo;
}

TEST_CASE("a part has the photo's pixels from its corner on") {
  const RgbImage photo = counting({31, 17});
  for (const Rectangle part :
       {Rectangle{{0, 0}, {31, 17}}, {{30, 16}, {1, 1}}, {{4, 9}, {20, 3}}}) {
    const RgbImage cropped = cut(photo, part);
    REQUIRE(cropped.size() == part.size);
    bool same = true;
    for (int y = 0; y < part.size.height; ++y) {
      for (int x = 0; x < part.size.width; ++x) {
        const auto at = static_cast<std::size_t>(x) * 3;
        same &= cropped.row(y)[at] == part.corner.x + x;
        same &= cropped.row(y)[at + 1] == part.corner.y + y;
        same &= cropped.row(y)[at + 2] == 7;
      }
    }
    CHECK(same);
  }
}

TEST_CASE("the square in the middle is as large as the photo allows") {
  CHECK(part_of({31, 17}, CentreSquare{}, "cat.jpg") == Rectangle{{7, 0}, {17, 17}});
  CHECK(part_of({10, 1000}, CentreSquare{}, "cat.jpg") == Rectangle{{0, 495}, {10, 10}});
  CHECK(part_of({5, 5}, CentreSquare{}, "cat.jpg") == Rectangle{{0, 0}, {5, 5}});
}

TEST_CASE("a part beyond the photo is refused") {
  for (const Rectangle part : {Rectangle{{0, 0}, {32, 17}},
                               {{0, 1}, {31, 17}},
                               {{31, 0}, {1, 1}},
                               {{kMost, 0}, {1, 1}},
                               {{1, 0}, {kMost, 1}},
                               {{0, kMost}, {1, kMost}}}) {
    CAPTURE(part.corner.x);
    const auto error = test::error_of([&] { (void)part_of({31, 17}, part, "cat.jpg"); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kInput);
    CHECK(test::contains(error->what(), "beyond the photo, 31 pixels wide and 17 high"));
  }
  const Rectangle all{{0, 0}, {31, 17}};
  CHECK(part_of({31, 17}, all, "cat.jpg") == all);
}

}  // namespace
}  // namespace vitviz::image
