// SPDX-License-Identifier: Apache-2.0
// What of a sheet of heads can be said in numbers: which tile shows what.
#include "sheet/heads_sheet.h"

#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "ink.h"
#include "sheet/text.h"
#include "support/scene.h"

namespace vitviz::sheet {
namespace {

constexpr color::Color kBlue = {0, 0, 255};
constexpr image::Size kPhoto = {400, 400};
constexpr SheetStyle kGrayTiles = {.tiles = {color::Colormap::kGray, field::Upsample::kNearest},
                                   .legend = false};

// Maps of one patch each, whose colours run from 0 to 1.
HeadsSheet sheet_of(const std::vector<float>& values) {
  HeadsSheet sheet{.title = "", .meaning = "", .grid = {1, 1}, .maps = {}, .own_ranges = false};
  for (const float& value : values) sheet.maps.push_back({"", {&value, 1}, {0, 1}});
  return sheet;
}

image::RgbImage drawn(const HeadsSheet& sheet, const SheetStyle& style = kGrayTiles) {
  base::ThreadPool threads(2);
  return draw_heads_sheet(blank(kPhoto, kBlue), sheet, style, threads);
}

// The upper left corner of tile `i`: of photos of this shape up to three tiles are one row.
Point tile_corner(int i, const SheetMetrics& metrics) {
  const SheetFrame frame = frame_sheet({{100, 100}, 0, "", ""}, metrics);
  const int caption = measure_text("", metrics.text()).ascent + metrics.small_gap();
  return {frame.body.x + i * (metrics.scaled(280) + metrics.gap()), frame.body.y + caption};
}

TEST_CASE("draw_heads_sheet: the photo first, then the maps, each with its colour") {
  const SheetMetrics metrics(1.0);
  const std::vector<float> values = {0.2F, 0.6F};
  const image::RgbImage picture = drawn(sheet_of(values));
  const auto inside = [&](int i, int off) {
    const Point corner = tile_corner(i, metrics);
    return color_at(picture, corner.x + off, corner.y + off);
  };
  for (const int off : {0, 140, 279}) {
    CHECK(inside(0, off) == kBlue);
    CHECK(inside(1, off) == color::Color{51, 51, 51});
    CHECK(inside(2, off) == color::Color{153, 153, 153});
  }
  const Point last = tile_corner(2, metrics);
  CHECK(picture.width() == last.x + 280 + metrics.margin());
}

TEST_CASE("draw_heads_sheet: a mark is a ring around the same place of every tile") {
  const std::vector<float> values = {0.2F, 0.6F};
  HeadsSheet sheet = sheet_of(values);
  const image::RgbImage plain = drawn(sheet);
  sheet.marked = image::Pixel{100, 300};  // of 400: at 70 and 210 of a tile of 280
  const image::RgbImage marked = drawn(sheet);
  const SheetMetrics metrics(1.0);
  for (int i = 0; i < 3; ++i) {
    const Point corner = tile_corner(i, metrics);
    double sum_x = 0;
    double sum_y = 0;
    double count = 0;
    for (int y = 0; y < 280; ++y) {
      for (int x = 0; x < 280; ++x) {
        const Point at = {corner.x + x, corner.y + y};
        if (color_at(plain, at.x, at.y) == color_at(marked, at.x, at.y)) continue;
        sum_x += x;
        sum_y += y;
        ++count;
      }
    }
    CAPTURE(i);
    REQUIRE(count > 20);
    CHECK(sum_x / count == doctest::Approx(70).epsilon(0.02));
    CHECK(sum_y / count == doctest::Approx(210).epsilon(0.01));
  }
}

TEST_CASE("draw_heads_sheet: a range of its own stands at the right above its map, not the photo") {
  const SheetMetrics metrics(1.0);
  const std::vector<float> values = {0.25F};
  HeadsSheet sheet = sheet_of(values);
  const auto right_half_above = [&](const image::RgbImage& picture, int i) {
    const Point corner = tile_corner(i, metrics);
    return ink_within(picture, {corner.x + 140, corner.y - 14, 140, 14});
  };
  CHECK(right_half_above(drawn(sheet), 1) == Box{});
  sheet.own_ranges = true;
  const image::RgbImage picture = drawn(sheet);
  CHECK(right_half_above(picture, 0) == Box{});
  const Box range = right_half_above(picture, 1);
  CHECK(range.width > 10);
  CHECK(range.right() >= tile_corner(1, metrics).x + 280 - 3);
}

TEST_CASE("draw_heads_sheet: a label that leaves no room for the range stands alone") {
  const SheetMetrics metrics(1.0);
  const std::vector<float> values = {0.25F};
  HeadsSheet sheet = sheet_of(values);
  sheet.maps.front().label = std::string(30, 'm');
  const image::RgbImage alone = drawn(sheet);
  sheet.own_ranges = true;
  const image::RgbImage with_range = drawn(sheet);
  const Point corner = tile_corner(1, metrics);
  for (int y = corner.y - 14; y < corner.y; ++y) {
    for (int x = corner.x; x < corner.x + 280; ++x) {
      CHECK(color_at(alone, x, y) == color_at(with_range, x, y));
    }
  }
}

TEST_CASE("draw_heads_sheet: the legend lies right of the tiles and moves none of them") {
  const SheetMetrics metrics(1.0);
  const std::vector<float> values = {0.2F, 0.6F};
  const HeadsSheet sheet = sheet_of(values);
  SheetStyle style = kGrayTiles;
  const image::RgbImage without = drawn(sheet, style);
  style.legend = true;
  const image::RgbImage with = drawn(sheet, style);
  image::RgbImage left = blank(without.size(), kWhite);
  paste(with, {0, 0}, left);
  CHECK(test::same_bytes(left, without));
  const int end_of_tiles = tile_corner(2, metrics).x + 280;
  CHECK(ink_within(with, {end_of_tiles, 0, with.width() - end_of_tiles, with.height()}).x ==
        end_of_tiles + 2 * metrics.gap());
}

TEST_CASE("draw_heads_sheet: broken promises are bugs of the caller") {
  CHECK_THROWS_AS((void)drawn(sheet_of({})), std::logic_error);
}

}  // namespace
}  // namespace vitviz::sheet
