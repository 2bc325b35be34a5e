// SPDX-License-Identifier: Apache-2.0
#include "sheet/canvas.h"

#include <cstddef>
#include <functional>

#include <doctest/doctest.h>

namespace vitviz::sheet {
namespace {

constexpr color::Color kRed = {255, 0, 0};

bool is_red(const image::RgbImage& picture, int x, int y) {
  const auto pixel = picture.row(y).subspan(3 * static_cast<std::size_t>(x), 3);
  return pixel[0] == kRed[0] && pixel[1] == kRed[1] && pixel[2] == kRed[2];
}

// Exactly those pixels are red of which `expected` says so.
void check_red(const image::RgbImage& picture, const std::function<bool(int x, int y)>& expected) {
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      CAPTURE(x);
      CAPTURE(y);
      CHECK(is_red(picture, x, y) == expected(x, y));
    }
  }
}

TEST_CASE("fill: the pixels of the box, and no others") {
  image::RgbImage picture = blank({9, 7}, kWhite);
  fill({2, 1, 4, 3}, kRed, picture);
  check_red(picture, [](int x, int y) { return x >= 2 && x < 6 && y >= 1 && y < 4; });
}

TEST_CASE("fill: what lies outside is left out") {
  for (const Box box : {Box{-3, -2, 5, 4}, Box{7, 5, 100, 100}, Box{-10, 2, 5, 3},
                        Box{20, 20, 3, 3}, Box{2, 2, 0, 5}, Box{2, 2, 5, 0}, Box{3, 3, -2, -2}}) {
    image::RgbImage picture = blank({9, 7}, kWhite);
    fill(box, kRed, picture);
    check_red(picture, [&](int x, int y) {
      return x >= box.x && x < box.right() && y >= box.y && y < box.bottom();
    });
  }
}

TEST_CASE("frame: lines inside of the box") {
  image::RgbImage picture = blank({12, 10}, kWhite);
  frame({1, 2, 9, 7}, 2, kRed, picture);
  check_red(picture, [](int x, int y) {
    const bool inside = x >= 1 && x < 10 && y >= 2 && y < 9;
    const bool hole = x >= 3 && x < 8 && y >= 4 && y < 7;
    return inside && !hole;
  });
}

TEST_CASE("paste: the picture at its place, cut off at the borders") {
  const image::RgbImage stamp = blank({4, 3}, kRed);
  for (const Point corner : {Point{2, 2}, Point{-2, -1}, Point{7, 6}, Point{-4, 0}, Point{9, 9}}) {
    image::RgbImage picture = blank({9, 7}, kWhite);
    paste(stamp, corner, picture);
    check_red(picture, [&](int x, int y) {
      return x >= corner.x && x < corner.x + 4 && y >= corner.y && y < corner.y + 3;
    });
  }
}

}  // namespace
}  // namespace vitviz::sheet
