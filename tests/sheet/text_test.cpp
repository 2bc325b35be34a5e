// SPDX-License-Identifier: Apache-2.0
#include "sheet/text.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::sheet {
namespace {

// From the tables of DejaVuSans.ttf (hmtx, glyf), in 1/2048 of the font's size.
constexpr int kUnits = 2048;
constexpr int kWidthOfH = 1540;
constexpr int kWidthOfZero = 1303;
constexpr int kWidthOfEAcute = 1260;
constexpr int kHeightOfH = 1493;
constexpr int kDepthOfG = 426;

int ink_at(const image::RgbImage& picture, int x, int y) {
  return 255 - picture.row(y)[3 * static_cast<std::size_t>(x)];
}

image::RgbImage drawn(const std::string& text, Point baseline, const TextStyle& style,
                      image::Size size) {
  image::RgbImage picture = blank(size, kWhite);
  draw_text(text, baseline, style, picture);
  return picture;
}

bool same(const image::RgbImage& a, const image::RgbImage& b) {
  return a.size() == b.size() && std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

TEST_CASE("measure_text: widths are the font's own, added up and rounded up once") {
  CHECK(measure_text("H0", kUnits).width == kWidthOfH + kWidthOfZero);
  CHECK(measure_text("\u00e9", kUnits).width == kWidthOfEAcute);
  CHECK(measure_text("", 13).width == 0);
  const double exact = 40.0 * kWidthOfH * 13 / kUnits;
  CHECK(std::abs(measure_text(std::string(40, 'H'), 13).width - exact) <= 1.0);
}

TEST_CASE("measure_text: heights are those of H and g, whatever the text") {
  CHECK(measure_text("", kUnits).ascent == kHeightOfH);
  CHECK(measure_text(".", kUnits).descent == kDepthOfG);
}

TEST_CASE("draw_text: letters cover what their outlines do") {
  // "I" is a rectangle of 202 × 1493 units; its height of 186.6 pixels is hinted to 187.
  constexpr int kPixels = 256;
  const image::RgbImage picture = drawn("I", {20, 220}, {.pixels = kPixels}, {120, 260});
  double ink = 0;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) ink += ink_at(picture, x, y) / 255.0;
  }
  CHECK(ink == doctest::Approx(202.0 * kPixels / kUnits * 187.0).epsilon(0.005));
}

TEST_CASE("draw_text: edges are anti-aliased") {
  const image::RgbImage picture = drawn("O", {2, 18}, {.pixels = 20}, {24, 24});
  const auto bytes = picture.bytes();
  CHECK(std::any_of(bytes.begin(), bytes.end(), [](int level) { return level == 0; }));
  CHECK(
      std::any_of(bytes.begin(), bytes.end(), [](int level) { return level > 60 && level < 200; }));
}

TEST_CASE("draw_text: what lies beyond the borders is cut off") {
  const image::RgbImage whole = drawn("Wg", {40, 40}, {.pixels = 30}, {160, 80});
  for (const Point corner : {Point{50, 30}, Point{30, 5}, Point{70, 35}, Point{120, 60}}) {
    const image::RgbImage part =
        drawn("Wg", {40 - corner.x, 40 - corner.y}, {.pixels = 30}, {20, 15});
    image::RgbImage expected = blank(part.size(), kWhite);
    paste(whole, {-corner.x, -corner.y}, expected);
    CHECK(same(part, expected));
  }
}

TEST_CASE("draw_text: upwards is a quarter turn counterclockwise") {
  const int side = 60;
  const Point start = {5, 40};
  const image::RgbImage right = drawn("Rg", start, {.pixels = 30}, {side, side});
  // The point (x, y) of the plane goes to (y, side - x).
  const image::RgbImage up = drawn("Rg", {start.y, side - start.x},
                                   {.pixels = 30, .direction = TextDirection::kUp}, {side, side});
  int largest = 0;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const int turned = ink_at(up, y, side - 1 - x);
      largest = std::max(largest, std::abs(ink_at(right, x, y) - turned));
    }
  }
  CHECK(largest <= 6);  // FreeType takes other steps along a turned curve
}

TEST_CASE("draw_text: bytes that are no UTF-8 are drawn as U+FFFD") {
  const std::string replacement = "\uFFFD";
  for (const std::string broken : {"\xFF", "\xC3", "\xE2\x82", "\xC0\x80", "\xED\xA0\x80"}) {
    std::string expected;
    for (std::size_t i = 0; i < broken.size(); ++i) expected += replacement;
    CHECK(measure_text(broken, 20).width == measure_text(expected, 20).width);
    CHECK(same(drawn(broken, {2, 20}, {.pixels = 20}, {100, 30}),
               drawn(expected, {2, 20}, {.pixels = 20}, {100, 30})));
  }
  CHECK(measure_text("a\xFFz", 20).width == measure_text("a\uFFFDz", 20).width);
}

TEST_CASE("draw_text: characters the font does not have take up space") {
  CHECK(measure_text("\U0010FFFF\n", 20).width > 0);
}

TEST_CASE("draw_text: several threads draw the same") {
  const image::RgbImage expected = drawn("head 11", {2, 20}, {.pixels = 17}, {90, 30});
  std::vector<image::RgbImage> pictures(4);
  std::vector<std::thread> threads;
  threads.reserve(pictures.size());
  for (image::RgbImage& picture : pictures) {
    threads.emplace_back([&picture] {
      for (int pixels = 8; pixels < 60; ++pixels) (void)measure_text("x", pixels);
      picture = drawn("head 11", {2, 20}, {.pixels = 17}, {90, 30});
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const image::RgbImage& picture : pictures) CHECK(same(picture, expected));
}

}  // namespace
}  // namespace vitviz::sheet
