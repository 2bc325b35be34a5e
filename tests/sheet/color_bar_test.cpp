// SPDX-License-Identifier: Apache-2.0
#include "sheet/color_bar.h"

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include <doctest/doctest.h>

#include "ink.h"
#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

constexpr Point kCorner = {20, 30};
constexpr int kHeight = 200;

image::RgbImage drawn(const ColorBar& bar, int height, const SheetMetrics& metrics) {
  image::RgbImage picture = blank({300, 300}, kWhite);
  draw_color_bar(bar, kCorner, height, metrics, picture);
  return picture;
}

// The rows, counted from the bar's top, in which a tick lies.
std::vector<int> tick_rows(const image::RgbImage& picture, const SheetMetrics& metrics) {
  std::vector<int> rows;
  const int x = kCorner.x + metrics.bar() + metrics.tick() - 1;
  for (int y = 0; y < picture.height(); ++y) {
    if (color_at(picture, x, y) == kBlack) rows.push_back(y - kCorner.y);
  }
  return rows;
}

TEST_CASE("draw_color_bar: the lowest colour is at the bottom, shares are those of rows' middles") {
  const SheetMetrics metrics(1.0);
  for (const float gamma : {1.0F, 0.5F, 3.0F}) {
    const image::RgbImage picture =
        drawn({color::Colormap::kGray, gamma, {}, ""}, kHeight, metrics);
    // Without the frame of one line.
    for (int y = 1; y < kHeight - 1; ++y) {
      const double share = (kHeight - y - 0.5) / kHeight;
      const double level = 255.0 * std::pow(share, static_cast<double>(gamma));
      const color::Color got = color_at(picture, kCorner.x + 5, kCorner.y + y);
      CAPTURE(gamma);
      CAPTURE(y);
      CHECK(std::abs(got[0] - level) <= 0.5 + 1e-9);
    }
  }
}

TEST_CASE("draw_color_bar: its colours are the map's, within a black frame") {
  const SheetMetrics metrics(2.0);
  const ColorBar bar{color::Colormap::kViridis, 1, {}, ""};
  const image::RgbImage picture = drawn(bar, kHeight, metrics);
  const auto colors = color::colors_of(color::Colormap::kViridis);
  const int middle = kCorner.x + metrics.bar() / 2;
  CHECK(color_at(picture, middle, kCorner.y + 100) == colors[127]);  // share 0.4975
  CHECK(color_at(picture, middle, kCorner.y + 50) == colors[191]);   // share 0.7475
  CHECK(ink_of(picture) == Box{kCorner.x, kCorner.y, metrics.bar(), kHeight});
  for (int i = 0; i < kHeight; ++i) {
    CHECK(color_at(picture, kCorner.x + metrics.line() - 1, kCorner.y + i) == kBlack);
    CHECK(color_at(picture, kCorner.x + metrics.bar() - metrics.line(), kCorner.y + i) == kBlack);
  }
}

TEST_CASE("draw_color_bar: ticks lie where their share of the height is") {
  for (const double scale : {1.0, 3.0}) {
    const SheetMetrics metrics(scale);
    const ColorBar bar{color::Colormap::kGray, 1, {{0.0, ""}, {0.25, ""}, {1.0, ""}}, ""};
    const int line = metrics.line();
    std::vector<int> expected;
    for (const double share : {1.0, 0.25, 0.0}) {
      const int first = static_cast<int>(std::lround((1.0 - share) * (kHeight - line)));
      for (int i = 0; i < line; ++i) expected.push_back(first + i);
    }
    CHECK(tick_rows(drawn(bar, kHeight, metrics), metrics) == expected);
  }
}

TEST_CASE("draw_color_bar: numbers stand beside their ticks, those at the ends within the bar") {
  const SheetMetrics metrics(1.0);
  const int left = kCorner.x + metrics.bar() + metrics.tick() + metrics.small_gap();
  const auto number = [&](double share) {
    const image::RgbImage picture =
        drawn({color::Colormap::kGray, 1, {{share, "8"}}, ""}, kHeight, metrics);
    return ink_within(picture, {left, 0, 300 - left, 300});
  };
  const Box highest = number(1.0);
  const Box middle = number(0.5);
  const Box lowest = number(0.0);
  CHECK(std::abs(highest.y - kCorner.y) <= 1);
  CHECK(std::abs(lowest.bottom() - (kCorner.y + kHeight)) <= 1);
  CHECK(std::abs(middle.y + middle.bottom() - (2 * kCorner.y + kHeight)) <= 2);
  CHECK(highest.x == middle.x);
  CHECK(highest.width > 3);
}

TEST_CASE("width_of: all that is drawn lies within it, and it is no wider than that") {
  const SheetMetrics metrics(1.0);
  const std::vector<Tick> ticks = {{0.0, "0"}, {0.5, "0.0125"}, {1.0, "MM"}};
  for (const std::string meaning : {"", "shyg"}) {
    for (const auto& shown : {std::vector<Tick>{}, ticks}) {
      const ColorBar bar{color::Colormap::kInferno, 1, shown, meaning};
      const Box ink = ink_of(drawn(bar, kHeight, metrics));
      CAPTURE(meaning);
      CAPTURE(shown.size());
      CHECK(ink.x == kCorner.x);
      CHECK(ink.right() <= kCorner.x + width_of(bar, metrics) + 1);
      CHECK(ink.right() >= kCorner.x + width_of(bar, metrics) - 3);
    }
  }
}

TEST_CASE("least_height_of: the meaning fits, and so do two numbers") {
  const SheetMetrics metrics(1.0);
  const std::string words = "share of the CLS token's attention";
  const ColorBar bar{color::Colormap::kInferno, 1, {}, words};
  const int least = least_height_of(bar, metrics);
  CHECK(least == measure_text(words, metrics.text()).width);
  const Box ink = ink_of(drawn(bar, least, metrics));
  CHECK(ink.y >= kCorner.y);
  CHECK(ink.bottom() <= kCorner.y + least);
  CHECK(least_height_of({{}, 1, {}, "x"}, metrics) == 3 * metrics.text());
}

TEST_CASE("ticks_for: a number for each two lines of text, but two to nine") {
  const SheetMetrics metrics(1.0);
  CHECK(ticks_for(0, metrics) == 2);
  CHECK(ticks_for(2 * 13 * 5, metrics) == 5);
  CHECK(ticks_for(2 * 13 * 5 - 1, metrics) == 4);
  CHECK(ticks_for(100000, metrics) == 9);
  CHECK(ticks_for(2 * 13 * 5, SheetMetrics(2.0)) == 2);
}

TEST_CASE("draw_upwards: the middle of the text is beside the middle of the height") {
  const SheetMetrics metrics(1.0);
  for (const int height : {100, 181}) {
    image::RgbImage picture = blank({60, 260}, kWhite);
    draw_upwards("HHHHH", 40, 30, height, metrics, picture);
    const Box ink = ink_of(picture);
    CHECK(std::abs(ink.y + ink.bottom() - (2 * 30 + height)) <= 3);
    CHECK(std::abs(ink.right() - 40) <= 1);  // the feet
    CHECK(ink.height > 3 * ink.width);
  }
}

}  // namespace
}  // namespace vitviz::sheet
