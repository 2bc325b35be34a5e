// SPDX-License-Identifier: Apache-2.0
#include "sheet/plot.h"

#include <algorithm>
#include <utility>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "ink.h"
#include "support/golden_picture.h"

namespace vitviz::sheet {
namespace {

constexpr color::Color kCurve = {0, 114, 178};

PlotPoint point(double x, double y, double half) {
  return {x, y, y - half, y + half, fmt::format("{:g}", x), fmt::format("{:.1f}", y)};
}

Plot parabola(int points) {
  Plot plot{.title = "saliency of birds",
            .note = "100 photos; the band is a 95 % interval",
            .x_axis = "keep",
            .y_axis = "IoU, %",
            .points = {}};
  for (int i = 0; i < points; ++i) {
    const double x = 0.3 + 0.6 * i / std::max(points - 1, 1);
    plot.points.push_back(point(x, 68 - 90 * (x - 0.62) * (x - 0.62), 2.5));
  }
  return plot;
}

// The columns in which the curve's colour was used, from the first to the last.
Box curve_of(const image::RgbImage& picture) {
  int left = picture.width();
  int right = -1;
  int top = picture.height();
  int bottom = -1;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      if (color_at(picture, x, y) != kCurve) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
  }
  return {left, top, right - left + 1, bottom - top + 1};
}

TEST_CASE("a curve looks as it was looked at") {
  test::check_golden("plot_curve.png", draw_plot(parabola(7), 1.0));
  Plot names = parabola(4);
  names.is_curve = false;
  names.x_axis = "head";
  const char* const labels[] = {"mean", "max", "0", "1"};
  for (std::size_t i = 0; i < 4; ++i) names.points[i].x_label = labels[i];
  test::check_golden("plot_points.png", draw_plot(names, 1.0));
}

// Three curves, of which the second is the highest.
Plot three_curves() {
  Plot plot = parabola(7);
  plot.name = "cls";
  plot.note = "";
  for (const auto& [name, lift] : {std::pair{"mean", 4.0}, std::pair{"cls+mean", 2.0}}) {
    plot.others.push_back({name, plot.points});
    for (PlotPoint& point : plot.others.back().points) {
      point.y += lift * point.x;
      point.low += lift * point.x;
      point.high += lift * point.x;
      point.y_label = fmt::format("{:.1f}", point.y);
    }
  }
  return plot;
}

TEST_CASE("several curves look as they were looked at") {
  test::check_golden("plot_curves.png", draw_plot(three_curves(), 1.0));
}

TEST_CASE("any number of points, also equal ones, is drawn within the margins") {
  for (const int count : {1, 2, 40}) {
    for (const bool is_curve : {true, false}) {
      Plot plot = parabola(count);
      plot.is_curve = is_curve;
      const image::RgbImage picture = draw_plot(plot, 1.0);
      const Box ink = ink_of(picture);
      CAPTURE(count);
      CHECK((ink.x >= 8 && ink.y >= 8));
      CHECK((ink.right() <= picture.width() - 8 && ink.bottom() <= picture.height() - 8));
      CHECK(curve_of(picture).width > 5);
    }
  }
  Plot flat = parabola(3);
  for (PlotPoint& same : flat.points) same.y = same.low = same.high = 0;
  const Box curve = curve_of(draw_plot(flat, 1.0));
  CHECK((curve.width > 400 && curve.height < 12));
}

TEST_CASE("points lie by their numbers, whatever their order") {
  Plot plot{.title = "", .note = "", .x_axis = "x", .y_axis = "y", .points = {}};
  plot.points = {point(3, 1, 0), point(1, 0, 0), point(2, 1, 0)};
  const image::RgbImage picture = draw_plot(plot, 1.0);
  std::sort(plot.points.begin(), plot.points.end(),
            [](const PlotPoint& a, const PlotPoint& b) { return a.x < b.x; });
  const auto same = draw_plot(plot, 1.0);
  CHECK(std::equal(same.bytes().begin(), same.bytes().end(), picture.bytes().begin()));
  // The curve rises from the first point to the second and stays: its lowest end is at the left.
  const Box curve = curve_of(picture);
  const auto lowest_row = [&](int from, int to) {
    int lowest = 0;
    for (int x = from; x < to; ++x) {
      for (int y = curve.y; y < curve.bottom(); ++y) {
        if (color_at(picture, x, y) == kCurve) lowest = std::max(lowest, y);
      }
    }
    return lowest;
  };
  const int middle = curve.x + curve.width / 2;
  CHECK(lowest_row(curve.x, curve.x + 10) > curve.bottom() - 3);
  CHECK(lowest_row(middle + 5, curve.right()) < curve.y + 10);
}

TEST_CASE("at twice the scale a plot has about twice the sides") {
  const image::Size once = draw_plot(parabola(5), 1.0).size();
  const image::Size twice = draw_plot(parabola(5), 2.0).size();
  CHECK(std::abs(twice.width - 2 * once.width) <= 12);
  CHECK(std::abs(twice.height - 2 * once.height) <= 12);
}

}  // namespace
}  // namespace vitviz::sheet
