// SPDX-License-Identifier: Apache-2.0
#include "sheet/neighbors_sheet.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "ink.h"
#include "sheet/canvas.h"
#include "sheet/elide.h"
#include "sheet/text.h"
#include "support/golden_picture.h"

namespace vitviz::sheet {
namespace {

constexpr color::Color kBlue = {60, 90, 200};
constexpr color::Color kGreen = {60, 160, 90};

TEST_CASE("elided: what fits stays, of the rest the start and the end are kept") {
  const int width = measure_text("photo_0001.jpg", 11).width;
  CHECK(elided("photo_0001.jpg", 11, width) == "photo_0001.jpg");
  const std::string shorter = elided("a_very_long_name_of_a_photo_0001.jpg", 11, width);
  CHECK(measure_text(shorter, 11).width <= width);
  CHECK(shorter.starts_with("a_v"));
  CHECK(shorter.ends_with("01.jpg"));
  // As much as fits: with one more character it would not.
  CHECK(measure_text(shorter, 11).width + 2 * measure_text("m", 11).width > width);
  CHECK(elided("ééééééééééééééééééé", 11, 40).find("é…é") != std::string::npos);
  CHECK(elided("name", 11, 0) == "…");
}

TEST_CASE("golden: the sheet of neighbours is the one that was looked at") {
  const SheetMetrics metrics(1.0);
  const image::RgbImage large = blank({288, 192}, kBlue);
  const image::RgbImage wide = blank({128, 80}, kBlue);
  const image::RgbImage tall = blank({64, 128}, kGreen);
  std::vector<NeighborRow> rows;
  for (const char* title :
       {"nearest by CLS", "nearest by the mean of the patches", "nearest by both"}) {
    rows.push_back({title, {}});
    for (int i = 0; i < 3; ++i) {
      const bool is_long = i == 1;
      rows.back().tiles.push_back({i == 2 ? nullptr : (is_long ? &tall : &wide),
                                   is_long ? "a_long_name_of_a_tall_photo_17.jpg" : "wide.jpg",
                                   "0.9" + std::to_string(9 - i)});
    }
  }
  const image::RgbImage page =
      draw_neighbors_sheet({&large, "query.jpg"}, rows, "query.jpg: the nearest of 3 photos",
                           "cosine of features: a model, block 11, after the final norm", metrics);
  test::check_golden("sheet_neighbors.png", page);
}

TEST_CASE("a sheet of one row is as high as its query, and as wide as its tiles") {
  const SheetMetrics metrics(1.0);
  const image::RgbImage photo = blank({100, 100}, kGreen);
  const auto size_with = [&](int tiles, int rows) {
    const NeighborRow row{"",
                          std::vector<PhotoTile>(static_cast<std::size_t>(tiles), {&photo, ""})};
    const std::vector<NeighborRow> all(static_cast<std::size_t>(rows), row);
    return draw_neighbors_sheet({&photo, ""}, all, "", "", metrics).size();
  };
  const image::Size one = size_with(1, 1);
  const image::Size ten = size_with(10, 1);
  CHECK(one.height == ten.height);
  CHECK(ten.width - one.width == 9 * (neighbor_side(metrics) + metrics.gap()));
  CHECK(size_with(10, 3).height > ten.height);
}

}  // namespace
}  // namespace vitviz::sheet
