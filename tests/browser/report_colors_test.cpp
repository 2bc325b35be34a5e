// SPDX-License-Identifier: Apache-2.0
// That the large picture has the colours that its controls say: compared with the program's own
// colour maps, pixel for pixel.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>

#include <doctest/doctest.h>

#include "browser/open_report.h"
#include "color/colormap.h"
#include "color/value_range.h"

namespace vitviz::test {
namespace {

// The page picks one of 1024 steps and rounds it to one of 256 colours; the map at the middle of a
// pixel is not quite that at the middle of a patch.
constexpr int kLevels = 8;

bool is_near(const Pixel& a, const Pixel& b, int levels = kLevels) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::abs(a[i] - b[i]) > levels) return false;
  }
  return true;
}

// From 0 to 1 within the range.
double place_in(const color::ValueRange& range, double number) {
  const double lowest = range.lowest;
  return std::clamp((number - lowest) / (double{range.highest} - lowest), 0.0, 1.0);
}

Pixel color_at(color::Colormap colormap, double place) {
  const auto level = static_cast<std::size_t>(std::lround(255 * place));
  const color::Color& color = color::colors_of(colormap)[level];
  return {color[0], color[1], color[2]};
}

std::vector<float> shown_map(OpenReport& report) {
  return report.value("[...chosenMap(stages[0]).map]");
}

// How many patches have not the colour of their number in the middle.
int wrong_patches(OpenReport& report, color::Colormap colormap, double gamma,
                  const color::ValueRange& range) {
  const std::vector<float> map = shown_map(report);
  int wrong = 0;
  for (int patch = 0; patch < kPhotoRows * kPhotoCols; ++patch) {
    const double place =
        std::pow(place_in(range, double{map[static_cast<std::size_t>(patch)]}), gamma);
    const Pixel shown = report.pixel(0, patch / kPhotoCols + 0.5, patch % kPhotoCols + 0.5);
    if (!is_near(shown, color_at(colormap, place))) ++wrong;
  }
  return wrong;
}

TEST_CASE("each colour map is the program's") {
  OpenReport report;
  report.open("#opacity=1&upsample=nearest");
  const color::ValueRange range = color::range_of(shown_map(report));
  const std::pair<std::string, color::Colormap> kAll[] = {
      {"viridis", color::Colormap::kViridis}, {"magma", color::Colormap::kMagma},
      {"turbo", color::Colormap::kTurbo},     {"gray", color::Colormap::kGray},
      {"inferno", color::Colormap::kInferno},
  };
  for (const auto& [name, colormap] : kAll) {
    CAPTURE(name);
    report.choose("#colormap", name);
    CHECK(report.value("selection.colormap") == name);
    CHECK(wrong_patches(report, colormap, 1, range) == 0);
  }
}

TEST_CASE("gamma bends the colours") {
  OpenReport report;
  report.open("#opacity=1&upsample=nearest&colormap=gray");
  const color::ValueRange range = color::range_of(shown_map(report));
  report.press("#gamma", key::kRight);
  CHECK(report.value("selection.gamma").get<double>() == doctest::Approx(1.05));
  CHECK(report.text("output[for=gamma]") == "1.05");
  for (const double gamma : {0.5, 2.5}) {
    report.open("#opacity=1&upsample=nearest&colormap=gray&gamma=" + std::to_string(gamma));
    CHECK(wrong_patches(report, color::Colormap::kGray, gamma, range) == 0);
  }
}

TEST_CASE("opacity goes from the photo to the colours") {
  OpenReport report;
  report.open("#upsample=nearest");
  report.press("#opacity", key::kHome);
  CHECK(report.value("selection.opacity") == 0);
  const Pixel disc = report.pixel(0, 2, 2);
  const Pixel ground = report.pixel(0, 0.5, 5.5);
  constexpr int kOfJpeg = 24;                     // levels
  CHECK(is_near(disc, {240, 180, 60}, kOfJpeg));  // as write_photo() paints it
  CHECK(is_near(ground, {30, 50, 70}, kOfJpeg));

  report.press("#opacity", key::kEnd);
  CHECK(report.value("selection.opacity") == 1);
  const Pixel color = report.pixel(0, 0.5, 5.5);
  report.open("#upsample=nearest&opacity=0.25");
  Pixel mixed{};
  for (std::size_t i = 0; i < mixed.size(); ++i) mixed[i] = (3 * ground[i] + color[i]) / 4;
  CHECK(is_near(report.pixel(0, 0.5, 5.5), mixed, 2));
}

TEST_CASE("between patches, the picture is interpolated as chosen") {
  OpenReport report;
  report.open("#opacity=1&colormap=gray");
  const std::vector<float> map = shown_map(report);
  const color::ValueRange range = color::range_of(map);
  // Along the third row, from the middle of its first patch on. Between two patches: half of both;
  // or Keys' cubic through four.
  const auto level = [&](int col) {
    return 255 * place_in(range, double{map[static_cast<std::size_t>(2 * kPhotoCols + col)]});
  };
  const auto gray_at = [&](double col) {
    return static_cast<double>(report.pixel(0, 2.5, col)[0]);
  };
  const auto is_level = [&](double shown, double expected) {
    return std::abs(shown - std::clamp(expected, 0.0, 255.0)) < kLevels;
  };
  for (const int col : {1, 2, 3}) {
    const double between = col + 1.0;
    const double both = (level(col) + level(col + 1)) / 2;
    const double outer = (level(col - 1) + level(col + 2)) / 2;
    report.choose("#upsample", "bicubic");
    CHECK(is_level(gray_at(between), both + (both - outer) / 8));
    report.choose("#upsample", "bilinear");
    CHECK(is_level(gray_at(between), both));
    report.choose("#upsample", "nearest");
    CHECK(is_level(gray_at(between - 0.05), level(col)));
    CHECK(is_level(gray_at(between + 0.05), level(col + 1)));
  }
}

TEST_CASE("colours are those of a head, or common to a block or to all") {
  OpenReport report;
  report.open("#opacity=1&upsample=nearest&colormap=gray&block=3&head=1");
  const auto range_of = [&](const std::string& block, const std::string& head) {
    return color::range_of(report.map(0, block, head));
  };
  const auto range_of_block = [&](const std::string& block) {
    color::ValueRange range = range_of(block, "0");
    for (const char* head : {"1", "2", "'mean'"})
      range = color::united(range, range_of(block, head));
    return range;
  };
  CHECK(wrong_patches(report, color::Colormap::kGray, 1, range_of("3", "1")) == 0);
  report.choose("#scale", "block");
  CHECK(report.value("selection.scale") == "block");
  CHECK(wrong_patches(report, color::Colormap::kGray, 1, range_of_block("3")) == 0);
  report.choose("#scale", "all");
  CHECK(report.value("selection.scale") == "all");
  color::ValueRange all = range_of_block("'mean'");
  for (int block = 0; block < 12; ++block) {
    all = color::united(all, range_of_block(std::to_string(block)));
  }
  CHECK(wrong_patches(report, color::Colormap::kGray, 1, all) == 0);
}

}  // namespace
}  // namespace vitviz::test
