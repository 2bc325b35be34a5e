// SPDX-License-Identifier: Apache-2.0
// What of a sheet of masks can be said in numbers: which tile shows what.
#include "sheet/masks_sheet.h"

#include <cstdlib>

#include <doctest/doctest.h>

#include "ink.h"
#include "sheet/sheet_layout.h"
#include "sheet/text.h"
#include "support/scene.h"

namespace vitviz::sheet {
namespace {

constexpr color::Color kBlue = {0, 0, 255};
constexpr image::Size kPhoto = {400, 400};
constexpr int kTile = 280;  // at scale 1

// The upper left corner of tile `i`: of photos of this shape three tiles are one row.
Point tile_corner(int i) {
  const SheetMetrics metrics(1.0);
  const SheetFrame frame = frame_sheet({{100, 100}, 0, "", ""}, metrics);
  const int caption = measure_text("", metrics.text()).ascent + metrics.small_gap();
  return {frame.body.x + i * (kTile + metrics.gap()), frame.body.y + caption};
}

Box above_tile(int i) {
  const Point corner = tile_corner(i);
  return {corner.x, corner.y - 14, kTile, 14};
}

TEST_CASE("MasksSheet: the photo, then each object in the photo's colours on dark grey") {
  base::ThreadPool threads(2);
  MasksSheet sheet(blank(kPhoto, kBlue), 2, 1.0, threads);
  sheet.add("left", test::disc(kPhoto, 100, 200, 60));
  sheet.add("right", test::disc(kPhoto, 300, 200, 60));
  const image::RgbImage page = sheet.draw("", "");
  const auto inside = [&](int tile, int x) {
    return color_at(page, tile_corner(tile).x + x * kTile / 400, tile_corner(tile).y + kTile / 2);
  };
  const color::Color gray = inside(1, 300);
  CHECK(gray[0] == gray[2]);
  CHECK(gray[0] < 40);
  CHECK(inside(0, 100) == kBlue);
  CHECK(inside(0, 300) == kBlue);
  CHECK(inside(1, 100) == kBlue);
  CHECK(inside(2, 100) == gray);
  CHECK(inside(2, 300) == kBlue);
  CHECK(page.width() == tile_corner(2).x + kTile + SheetMetrics(1.0).margin());
}

TEST_CASE("MasksSheet: a note stands at the right above its tile alone") {
  base::ThreadPool threads(1);
  MasksSheet sheet(blank(kPhoto, kBlue), 2, 1.0, threads);
  sheet.add("a", test::disc(kPhoto, 100, 200, 60));
  sheet.add("b", test::disc(kPhoto, 100, 200, 60), "79.4 %");
  const image::RgbImage page = sheet.draw("", "");
  CHECK(ink_within(page, above_tile(1)).width < 20);
  CHECK(ink_within(page, above_tile(2)).right() >= tile_corner(2).x + kTile - 3);
}

TEST_CASE("MasksSheet: a mark is a ring on the photo alone") {
  base::ThreadPool threads(1);
  const auto drawn = [&](bool marked) {
    MasksSheet sheet(blank(kPhoto, kBlue), 1, 1.0, threads);
    sheet.add("all", test::disc(kPhoto, 200, 200, 1000));
    if (marked) sheet.mark({100, 300});  // at 70 and 210 of a tile of 280
    return sheet.draw("", "");
  };
  const image::RgbImage plain = drawn(false);
  const image::RgbImage marked = drawn(true);
  int differing = 0;
  for (int y = 0; y < plain.height(); ++y) {
    for (int x = 0; x < plain.width(); ++x) {
      if (color_at(plain, x, y) == color_at(marked, x, y)) continue;
      ++differing;
      CHECK(std::abs(x - tile_corner(0).x - 70) < 30);
      CHECK(std::abs(y - tile_corner(0).y - 210) < 30);
    }
  }
  CHECK(differing > 20);
}

}  // namespace
}  // namespace vitviz::sheet
