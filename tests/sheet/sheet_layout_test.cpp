// SPDX-License-Identifier: Apache-2.0
#include "sheet/sheet_layout.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "base/error.h"
#include "sheet/blocks_places.h"
#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

constexpr TileRoom kRoom = {.all = {1000, 1000}, .most = 200, .least = 50};

double aspect_of(image::Size size) { return static_cast<double>(size.width) / size.height; }

TEST_CASE("tile_size: the photo's aspect, and no larger than there is room") {
  const SheetMetrics metrics(1.0);
  CHECK(tile_size({400, 400}, 2, 2, kRoom, metrics) == image::Size{200, 200});  // the most
  CHECK(tile_size({400, 400}, 10, 2, kRoom, metrics) == image::Size{100, 100});
  CHECK(tile_size({400, 400}, 2, 10, kRoom, metrics) == image::Size{100, 100});
  CHECK(tile_size({400, 100}, 2, 2, kRoom, metrics) == image::Size{400, 100});
  CHECK(tile_size({100, 400}, 2, 2, kRoom, metrics) == image::Size{100, 400});
  CHECK(aspect_of(tile_size({451, 300}, 3, 3, kRoom, metrics)) ==
        doctest::Approx(451.0 / 300).epsilon(0.01));
}

TEST_CASE("tile_size: never below the least, unless the sheet would grow beyond all measure") {
  const SheetMetrics metrics(1.0);
  CHECK(tile_size({400, 400}, 60, 2, kRoom, metrics) == image::Size{50, 50});
  CHECK(tile_size({400, 400}, 120, 2, kRoom, metrics) == image::Size{30, 30});  // 3600 in all
}

TEST_CASE("tile_size: an extreme panorama is drawn as one of 8 : 1") {
  const SheetMetrics metrics(1.0);
  CHECK(aspect_of(tile_size({5000, 100}, 1, 4, kRoom, metrics)) ==
        doctest::Approx(8).epsilon(0.02));
  CHECK(aspect_of(tile_size({1, 1000}, 4, 1, kRoom, metrics)) ==
        doctest::Approx(1.0 / 8).epsilon(0.02));
}

TEST_CASE("tile_size: grows with the scale") {
  CHECK(tile_size({400, 400}, 10, 2, kRoom, SheetMetrics(4.0)) == image::Size{400, 400});
  CHECK(tile_size({400, 400}, 10, 2, kRoom, SheetMetrics(0.5)) == image::Size{50, 50});
}

TEST_CASE("columns_for: somewhat wider than high, with few places empty") {
  const image::Size photo = {400, 300};
  CHECK(columns_for(1, photo) == 1);
  CHECK(columns_for(5, photo) == 3);   // 3 heads: 2 rows
  CHECK(columns_for(8, photo) == 4);   // 6 heads: 2 full rows
  CHECK(columns_for(14, photo) == 5);  // 12 heads: 3 rows
  CHECK(columns_for(5, {2000, 400}) == 1);
  CHECK(columns_for(5, {300, 400}) == 5);
  for (int tiles = 1; tiles < 70; ++tiles) {
    const int columns = columns_for(tiles, photo);
    const int rows = (tiles + columns - 1) / columns;
    CAPTURE(tiles);
    CHECK((rows - 1) * columns < tiles);
    CHECK(columns * rows - tiles <= std::max(3, tiles / 6));
  }
}

TEST_CASE("frame_sheet: parts lie below and beside each other, within the page") {
  const SheetMetrics metrics(1.0);
  const SheetParts parts{{500, 300}, 80, "title", "note"};
  const SheetFrame frame = frame_sheet(parts, metrics);
  CHECK(frame.title.y < frame.body.y);
  CHECK(frame.legend == Point{frame.body.x + 500 + 2 * metrics.gap(), frame.body.y});
  CHECK(frame.note.y > frame.body.y + 300);
  CHECK(frame.picture.width == frame.legend.x + 80 + metrics.margin());
}

TEST_CASE("frame_sheet: a page is as wide as its words") {
  const SheetMetrics metrics(1.0);
  const SheetParts parts{{20, 20}, 0, "", "colours: each map from its lowest to its highest value"};
  const int words = measure_text(parts.note, metrics.small_text()).width;
  CHECK(frame_sheet(parts, metrics).picture.width == words + 2 * metrics.margin());
}

TEST_CASE("frame_sheet: refuses what exceeds 2^28 pixels, and says which scale would do") {
  const SheetMetrics metrics(8.0);
  try {
    (void)frame_sheet({{20000, 20000}, 0, "", ""}, metrics);
    FAIL("no error");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kArgument);
    CHECK(error.hint().find("up to 6.") != std::string::npos);
  }
}

TEST_CASE("plan_blocks: 12 × 12 fits a screen, 40 × 24 stays below 4000 pixels") {
  const SheetMetrics metrics(1.0);
  const auto size_of = [&](image::Size photo, int blocks, int heads) {
    const BlocksAxes axes{"block", std::vector<std::string>(static_cast<std::size_t>(blocks), "39"),
                          heads};
    return plan_blocks(photo, axes, metrics).all();
  };
  CHECK(size_of({640, 480}, 12, 12).width <= 1600);
  CHECK(size_of({640, 480}, 12, 12).height <= 1400);
  for (const image::Size photo : {image::Size{640, 480}, image::Size{480, 640},
                                  image::Size{4000, 500}, image::Size{500, 4000}}) {
    CHECK(size_of(photo, 40, 24).width <= 4000);
    CHECK(size_of(photo, 40, 24).height <= 4000);
  }
}

TEST_CASE("columns_per_number: numbers never touch") {
  const SheetMetrics metrics(1.0);
  BlocksPlaces places;
  places.columns = 1000;
  places.gap = 3;
  for (const int width : {1, 5, 12, 40}) {
    places.tile.width = width;
    const int pitch = columns_per_number(places, metrics) * (width + places.gap);
    CHECK(pitch >= measure_text("999", metrics.text()).width + metrics.small_gap());
  }
  places.tile.width = 40;
  CHECK(columns_per_number(places, metrics) == 1);
}

}  // namespace
}  // namespace vitviz::sheet
