// SPDX-License-Identifier: Apache-2.0
#include "masks/object_shape.h"

#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include "masks/clean.h"
#include "masks/edge_upsample.h"

namespace vitviz::masks {
namespace {

constexpr std::uint8_t kOutside = kObjectLevel - 1;

// Rows of '#', the object, and '.'; with levels on both sides of the threshold.
image::GrayImage drawn(const std::vector<std::string>& rows) {
  image::GrayImage levels({static_cast<int>(rows.front().size()), static_cast<int>(rows.size())});
  for (std::size_t y = 0; y < rows.size(); ++y) {
    for (std::size_t x = 0; x < rows[y].size(); ++x) {
      levels.row(static_cast<int>(y))[x] = rows[y][x] == '#' ? kObjectLevel : kOutside;
    }
  }
  return levels;
}

std::vector<std::string> rows_of(const image::GrayImage& levels) {
  std::vector<std::string> rows;
  for (int y = 0; y < levels.height(); ++y) {
    std::string& row = rows.emplace_back();
    for (const std::uint8_t level : levels.row(y)) row += level >= kObjectLevel ? '#' : '.';
  }
  return rows;
}

std::vector<std::string> cleaned(const std::vector<std::string>& rows,
                                 const CleanOptions& options) {
  image::GrayImage levels = drawn(rows);
  clean(levels, options);
  return rows_of(levels);
}

const std::vector<std::string> kTwoParts = {
    "####...",  //
    "#..#.##",  //
    "#..#.##",  //
    "####...",  //
};

TEST_CASE("clean: specks go, holes are filled, each up to its size") {
  // The ring has 12 pixels and a hole of 4; the block has 4.
  CHECK(cleaned(kTwoParts, {.largest_hole = 0, .largest_speck = 0}) == kTwoParts);
  const std::vector<std::string> ring = {"####...", "#..#...", "#..#...", "####..."};
  CHECK(cleaned(kTwoParts, {.largest_hole = 0, .largest_speck = 0.34}) == ring);
  CHECK(cleaned(kTwoParts, {.largest_hole = 0, .largest_speck = 0, .only_largest = true}) == ring);
  CHECK(cleaned(kTwoParts, {.largest_hole = 0, .largest_speck = 4.0 / 12}) == kTwoParts);
  const std::vector<std::string> full = {"####...", "####...", "####...", "####..."};
  CHECK(cleaned(kTwoParts, {.largest_hole = 0.34, .largest_speck = 1}) == full);
  CHECK(cleaned(kTwoParts, {.largest_hole = 1, .largest_speck = 1}) == full);
  CHECK(cleaned(kTwoParts, {.largest_hole = 0.25, .largest_speck = 0}) == kTwoParts);
  CHECK(cleaned(kTwoParts, {.largest_hole = 0.26, .largest_speck = 0}).front() == "####...");
}

TEST_CASE("clean: what reaches the border is no hole, and corners close a ring") {
  const std::vector<std::string> bay = {"###", "#..", "###"};
  CHECK(cleaned(bay, {.largest_hole = 1}) == bay);
  CHECK(cleaned({".#.", "#.#", ".#."}, {.largest_hole = 1}) ==
        std::vector<std::string>{".#.", "###", ".#."});
}

TEST_CASE("clean: of equal parts the first is the largest") {
  CHECK(cleaned({"#.#", "...", "#.#"}, {.only_largest = true}) ==
        std::vector<std::string>{"#..", "...", "..."});
}

TEST_CASE("clean: masks of nothing and everything stay, other levels too") {
  CHECK(cleaned({"..", ".."}, {}) == std::vector<std::string>{"..", ".."});
  CHECK(cleaned({"##", "##"}, {}) == std::vector<std::string>{"##", "##"});
  image::GrayImage levels = drawn(kTwoParts);
  clean(levels, {.largest_hole = 1, .largest_speck = 1});
  CHECK(levels.row(0)[0] == kObjectLevel);
  CHECK(levels.row(0)[4] == kOutside);
  CHECK(levels.row(1)[1] == 255);
  CHECK(levels.row(1)[5] == 0);
  CHECK_THROWS_AS(clean(levels, {.largest_hole = 1.5}), std::logic_error);
}

TEST_CASE("parts: boxes and areas, the largest first") {
  const std::vector<ObjectPart> parts = parts_of_object(drawn(kTwoParts));
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].box == image::Rectangle{{0, 0}, {4, 4}});
  CHECK(parts[0].area == 12);
  CHECK(parts[1].box == image::Rectangle{{5, 1}, {2, 2}});
  CHECK(parts[1].area == 4);
  const ObjectPart whole = whole_object(drawn(kTwoParts));
  CHECK(whole.box == image::Rectangle{{0, 0}, {7, 4}});
  CHECK(whole.area == 16);
}

TEST_CASE("parts: pixels that touch at a corner are one") {
  CHECK(parts_of_object(drawn({"#.", ".#"})).size() == 1);
}

TEST_CASE("parts: where there is no object there is none") {
  CHECK(parts_of_object(drawn({"..."})).empty());
  CHECK(whole_object(drawn({"..."})).area == 0);
  CHECK(whole_object(drawn({"..."})).box.size == image::Size{0, 0});
  CHECK(contours_of_object(drawn({"..."})).empty());
}

TEST_CASE("contours: the corners of a part's border, and those of its hole") {
  const std::vector<Contour> contours = contours_of_object(drawn({
      ".......",  //
      ".#####.",  //
      ".#...#.",  //
      ".#...#.",  //
      ".#####.",  //
      ".......",
  }));
  REQUIRE(contours.size() == 2);
  CHECK_FALSE(contours[0].is_hole);
  CHECK(contours[0].pixels == std::vector<image::Pixel>{{1, 1}, {1, 4}, {5, 4}, {5, 1}});
  CHECK(contours[1].is_hole);
}

TEST_CASE("iou of pixels") {
  CHECK(iou(drawn({"##.."}), drawn({".##."})) == doctest::Approx(1.0 / 3));
  CHECK(iou(drawn({"##.."}), drawn({"##.."})) == 1.0);
  CHECK(iou(drawn({"##.."}), drawn({"..##"})) == 0.0);
  CHECK(iou(drawn({"...."}), drawn({"...."})) == 0.0);
  CHECK_THROWS_AS((void)iou(drawn({"##"}), drawn({"#"})), std::logic_error);
}

}  // namespace
}  // namespace vitviz::masks
