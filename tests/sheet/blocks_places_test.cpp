// SPDX-License-Identifier: Apache-2.0
#include "sheet/blocks_places.h"

#include <cstdlib>

#include <doctest/doctest.h>

#include "ink.h"
#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

constexpr Point kCorner = {7, 5};

// A page with the axes and nothing else, somewhat larger than they need.
image::RgbImage drawn(const BlocksAxes& axes, const BlocksPlaces& places,
                      const SheetMetrics& metrics) {
  const image::Size all = places.all();
  image::RgbImage picture =
      blank({kCorner.x + all.width + 60, kCorner.y + all.height + 60}, kWhite);
  draw_axes(axes, places, kCorner, metrics, picture);
  return picture;
}

Box tiles_box(const BlocksPlaces& places) {
  return {kCorner.x + places.first.x, kCorner.y + places.first.y,
          places.all().width - places.first.x, places.tiles_height()};
}

TEST_CASE("BlocksPlaces: tiles lie side by side, a gap apart, and end where all ends") {
  const BlocksPlaces places{.rows = 3, .columns = 4, .tile = {20, 10}, .gap = 2, .first = {5, 6}};
  CHECK(places.tile_at(0, 0) == Point{5, 6});
  CHECK(places.tile_at(0, 1) == Point{27, 6});
  CHECK(places.tile_at(2, 3) == Point{71, 30});
  CHECK(places.all() == image::Size{71 + 20, 30 + 10});
  CHECK(places.tiles_height() == 34);
}

TEST_CASE("plan_blocks: there is room for labels only where there are labels") {
  const SheetMetrics metrics(1.0);
  const image::Size photo = {400, 300};
  const auto left_of_tiles = [&](const std::string& axis, const std::vector<std::string>& labels) {
    return plan_blocks(photo, {axis, labels, 3}, metrics).first.x;
  };
  const TextExtent line = measure_text("", metrics.text());
  const int without = left_of_tiles("", {"0", "11"});
  CHECK(without == measure_text("11", metrics.text()).width + metrics.small_gap());
  CHECK(left_of_tiles("block", {"0", "11"}) ==
        without + line.ascent + line.descent + metrics.small_gap());
  CHECK(left_of_tiles("", {"a wide label", "11"}) > without);
}

TEST_CASE("plan_blocks: all sizes grow with the scale") {
  const BlocksAxes axes{"block", {"0", "1"}, 3};
  const BlocksPlaces once = plan_blocks({400, 400}, axes, SheetMetrics(1.0));
  const BlocksPlaces twice = plan_blocks({400, 400}, axes, SheetMetrics(2.0));
  CHECK(twice.tile == image::Size{2 * once.tile.width, 2 * once.tile.height});
  CHECK(twice.gap == 2 * once.gap);
  CHECK(std::abs(twice.first.x - 2 * once.first.x) <= 4);
  CHECK(std::abs(twice.first.y - 2 * once.first.y) <= 4);
}

TEST_CASE("draw_axes: nothing is drawn where tiles will be, or right of them or below") {
  const SheetMetrics metrics(1.0);
  const BlocksAxes axes{"block", {"0", "1", "2"}, 4};
  const BlocksPlaces places = plan_blocks({300, 300}, axes, metrics);
  const image::RgbImage picture = drawn(axes, places, metrics);
  const Box tiles = tiles_box(places);
  CHECK(
      is_white(picture, {tiles.x, tiles.y, picture.width() - tiles.x, picture.height() - tiles.y}));
  CHECK(is_white(picture, {0, tiles.bottom(), picture.width(), picture.height() - tiles.bottom()}));
  const Box ink = ink_of(picture);
  CHECK(ink.x >= kCorner.x - 1);  // round letters reach a little beyond the H
  CHECK(ink.y >= kCorner.y - 1);
}

TEST_CASE("draw_axes: a row's label ends beside the middle of its tiles") {
  const SheetMetrics metrics(1.0);
  const BlocksAxes axes{"", {"8", "88", "8"}, 2};
  const BlocksPlaces places = plan_blocks({300, 300}, axes, metrics);
  const image::RgbImage picture = drawn(axes, places, metrics);
  const int left = kCorner.x + places.first.x;
  for (int row = 0; row < 3; ++row) {
    const int top = kCorner.y + places.tile_at(row, 0).y;
    const Box label = ink_within(picture, {0, top, left, places.tile.height});
    CAPTURE(row);
    CHECK(std::abs(label.y + label.bottom() - (2 * top + places.tile.height)) <= 2);
    CHECK(std::abs(label.right() - (left - metrics.small_gap())) <= 2);
    CHECK(label.width > (row == 1 ? 10 : 4));
  }
}

TEST_CASE("draw_axes: a column's number stands above the middle of its tile") {
  const SheetMetrics metrics(1.0);
  const BlocksAxes axes{"", {"0"}, 3};
  const BlocksPlaces places = plan_blocks({300, 300}, axes, metrics);
  const image::RgbImage picture = drawn(axes, places, metrics);
  const int bottom = kCorner.y + places.first.y;
  const int ascent = measure_text("0", metrics.text()).ascent;
  for (int column = 0; column < places.columns; ++column) {
    const int left = kCorner.x + places.tile_at(0, column).x;
    // Low enough that the axis' own name is not in it.
    const Box above = {left, bottom - metrics.small_gap() - ascent, places.tile.width,
                       metrics.small_gap() + ascent};
    const Box number = ink_within(picture, above);
    CAPTURE(column);
    CHECK(number.height > 5);
    CHECK(std::abs(number.x + number.right() - (2 * left + places.tile.width)) <= 3);
    CHECK(std::abs(number.bottom() - (bottom - metrics.small_gap())) <= 1);
  }
}

TEST_CASE("draw_axes: of narrow tiles every few have a number") {
  const SheetMetrics metrics(1.0);
  const BlocksAxes axes{"", {"0"}, 40};
  BlocksPlaces places = plan_blocks({300, 300}, axes, metrics);
  places.tile.width = 4;
  const int step = columns_per_number(places, metrics);
  REQUIRE(step == 4);  // two digits and a gap take 22 pixels, four tiles 28
  const image::RgbImage picture = drawn(axes, places, metrics);
  const int bottom = kCorner.y + places.first.y;
  for (int column = 0; column < places.columns; column += step) {
    const int centre = kCorner.x + places.tile_at(0, column).x + places.tile.width / 2;
    CAPTURE(column);
    CHECK_FALSE(is_white(picture, {centre - 4, bottom - 12, 9, 7}));
    const int between = centre + step * (places.tile.width + places.gap) / 2;
    CHECK(is_white(picture, {between - 1, bottom - 12, 3, 7}));
  }
}

}  // namespace
}  // namespace vitviz::sheet
