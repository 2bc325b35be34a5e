// SPDX-License-Identifier: Apache-2.0
#include "sheet/legend.h"

#include <doctest/doctest.h>

#include "ink.h"
#include "sheet/color_bar.h"
#include "support/scene.h"

namespace vitviz::sheet {
namespace {

constexpr color::Color kRed = {255, 0, 0};
constexpr color::ValueRange kRange = {0, 1};

// A picture with its legend, as a whole.
image::RgbImage page_of(const image::RgbImage& picture, color::ValueRange range,
                        const LegendStyle& style) {
  base::ThreadPool threads(2);
  return image::draw_whole(with_legend(image::lazy_view(picture), range, style), threads);
}

// The bar at the right of a picture of this width: its column of colours.
Box bar_of(const image::RgbImage& page, int picture_width) {
  const SheetMetrics metrics(1.0);
  return ink_within(page, {picture_width + metrics.gap() + metrics.bar() / 2, 0, 1, page.height()});
}

TEST_CASE("with_legend: a low picture stands in the middle of the height its words need") {
  const image::RgbImage picture = blank({50, 20}, kRed);
  const image::RgbImage page =
      page_of(picture, kRange, {.meaning = "share of the CLS token's attention"});
  const Box shown = ink_within(page, {0, 0, 50, page.height()});
  CHECK(shown == Box{0, (page.height() - 20) / 2, 50, 20});
  CHECK(page.height() > 100);
  CHECK(is_white(page, {50, 0, SheetMetrics(1.0).gap(), page.height()}));
}

TEST_CASE("with_legend: the bar is as high as the picture, less a gap at both ends") {
  const SheetMetrics metrics(1.0);
  const image::RgbImage page = page_of(blank({200, 400}, kRed), kRange, {});
  CHECK(page.height() == 400);
  const Box bar = bar_of(page, 200);
  CHECK(bar.y == metrics.gap());
  CHECK(bar.bottom() == 400 - metrics.gap());
}

TEST_CASE("with_legend: nothing touches the right end of the page") {
  for (const std::string meaning : {"", "norm"}) {
    const SheetMetrics metrics(1.0);
    const image::RgbImage page = page_of(blank({40, 300}, kRed), kRange, {.meaning = meaning});
    const Box ink = ink_of(page);
    CHECK(ink.right() <= page.width() - metrics.gap() + 1);
    CHECK(ink.right() >= page.width() - metrics.gap() - 3);
  }
}

TEST_CASE("with_legend: words grow with a picture above 600 pixels, and with the scale") {
  // A range of one value has the same tick at any height.
  const auto strip = [](int height, double scale) {
    const LegendStyle style = {.meaning = "", .scale = scale};
    return page_of(blank({300, height}, kRed), {2, 2}, style).width() - 300;
  };
  CHECK(strip(100, 1) == strip(600, 1));
  CHECK(strip(1200, 1) == strip(600, 2));
  CHECK(strip(1200, 1) > strip(600, 1));
  CHECK(strip(600, 0.5) < strip(600, 1));
}

TEST_CASE("with_legend: the colours and the ticks are those of the style and the range") {
  const LegendStyle gray = {.colormap = color::Colormap::kGray, .meaning = ""};
  const image::RgbImage page = page_of(blank({30, 324}, kRed), kRange, gray);
  const SheetMetrics metrics(1.0);
  const int x = 30 + metrics.gap() + metrics.bar() / 2;
  const int top = metrics.gap();
  // 300 rows: row 74 has the share 0.7517, which is level 191.68.
  CHECK(color_at(page, x, top + 74) == color::Color{192, 192, 192});

  const LegendStyle dark = {.colormap = color::Colormap::kGray, .gamma = 2, .meaning = ""};
  CHECK(color_at(page_of(blank({30, 324}, kRed), kRange, dark), x, top + 74) ==
        color::Color{144, 144, 144});  // 0.7517² · 255 is 144.08

  // A range of one value has one tick, a wide one several: less ink beside the bar.
  const Box beside = {30 + metrics.gap() + metrics.bar(), 0, metrics.tick(), 324};
  CHECK(ink_within(page, beside).height > 200);
  CHECK(ink_within(page_of(blank({30, 324}, kRed), {2, 2}, gray), beside).height == 1);
}

}  // namespace
}  // namespace vitviz::sheet
