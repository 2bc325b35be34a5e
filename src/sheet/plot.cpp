// SPDX-License-Identifier: Apache-2.0
#include "sheet/plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/check.h"
#include "sheet/canvas.h"
#include "sheet/color_bar.h"
#include "sheet/curve_key.h"
#include "sheet/sheet_metrics.h"
#include "sheet/strokes.h"
#include "sheet/text.h"
#include "sheet/ticks.h"

namespace vitviz::sheet {
namespace {

// Of M. Okabe and K. Ito's colours (color/palette.h), in the order in which they show well as lines
// on white.
constexpr std::array kCurves = {
    color::Color{0, 114, 178},   color::Color{213, 94, 0},  color::Color{0, 158, 115},
    color::Color{204, 121, 167}, color::Color{230, 159, 0}, color::Color{86, 180, 233},
};
constexpr color::Color kBand = {204, 227, 240};
constexpr color::Color kGrid = {225, 225, 225};
constexpr double kPadding = 0.06;  // beyond the outermost numbers, as a share of their range

struct Curve {
  std::vector<PlotPoint> points;
  color::Color color;
  double shift = 0;  // to the right, in pixels at scale 1
};

// The points by ascending x; those that are not joined get places 0, 1, 2, …
std::vector<PlotPoint> placed(std::vector<PlotPoint> points, bool is_curve) {
  if (is_curve) {
    std::stable_sort(points.begin(), points.end(),
                     [](const PlotPoint& a, const PlotPoint& b) { return a.x < b.x; });
  } else {
    for (std::size_t i = 0; i < points.size(); ++i) points[i].x = static_cast<double>(i);
  }
  return points;
}

// Side by side, so that no interval hides another.
std::vector<Curve> curves_of(const Plot& plot) {
  constexpr double kStep = 5;
  const std::size_t count = 1 + plot.others.size();
  VITVIZ_CHECK(count <= kCurves.size());
  std::vector<Curve> curves = {{placed(plot.points, plot.is_curve), kCurves[0]}};
  for (const PlotCurve& other : plot.others) {
    VITVIZ_CHECK(other.points.size() == plot.points.size());
    curves.push_back({placed(other.points, plot.is_curve), kCurves[curves.size()]});
  }
  for (std::size_t i = 0; i < count; ++i) {
    curves[i].shift = kStep * (static_cast<double>(i) - static_cast<double>(count - 1) / 2.0);
  }
  return curves;
}

struct Range {
  double low = 0;
  double high = 0;

  [[nodiscard]] double share_of(double value) const { return (value - low) / (high - low); }
};

// Room around the numbers; a range of one value becomes one around it.
Range padded(double low, double high, double share) {
  const double extent = high > low ? high - low : std::max(1e-6, 0.1 * std::abs(high));
  return {low - share * extent, high + share * extent};
}

Range x_range(const Plot& plot, const std::vector<PlotPoint>& points) {
  if (!plot.is_curve) return {-0.5, static_cast<double>(points.size()) - 0.5};
  return padded(points.front().x, points.back().x, kPadding);
}

Range y_range(const std::vector<Curve>& curves) {
  double low = curves[0].points[0].low;
  double high = curves[0].points[0].high;
  for (const Curve& curve : curves) {
    for (const PlotPoint& point : curve.points) {
      low = std::min({low, point.low, point.y});
      high = std::max({high, point.high, point.y});
    }
  }
  return padded(low, high, kPadding);
}

class PlotPainter {
 public:
  PlotPainter(const Plot& plot, double scale)
      : plot_(plot),
        metrics_(scale),
        curves_(curves_of(plot)),
        points_(curves_[0].points),
        x_(x_range(plot, points_)),
        y_(y_range(curves_)),
        y_ticks_(round_ticks({static_cast<float>(y_.low), static_cast<float>(y_.high)},
                             ticks_for(metrics_.scaled(kHeight), metrics_))) {
    const int line = metrics_.text() + metrics_.gap();
    box_ = {metrics_.margin() + line + widest_y_label() + metrics_.gap(),
            metrics_.margin() + (plot.title.empty() ? 0 : line), metrics_.scaled(kWidth),
            metrics_.scaled(kHeight)};
    const int below = 2 * line + (plot.note.empty() ? 0 : line) + (plot.others.empty() ? 0 : line);
    picture_ = blank({box_.right() + metrics_.margin(), box_.bottom() + below + metrics_.margin()},
                     kWhite);
  }

  image::RgbImage draw() {
    if (has_band()) draw_band();
    draw_y_axis();
    draw_x_axis();
    for (const Curve& curve : curves_) draw_points(curve);
    draw_words();
    return std::move(picture_);
  }

 private:
  static constexpr int kWidth = 520;  // of the box between the axes, at scale 1
  static constexpr int kHeight = 320;

  [[nodiscard]] int widest_y_label() const {
    int widest = 0;
    for (const Tick& tick : y_ticks_) {
      widest = std::max(widest, measure_text(tick.label, metrics_.text()).width);
    }
    return widest;
  }

  [[nodiscard]] bool has_band() const { return plot_.is_curve && curves_.size() == 1; }

  [[nodiscard]] double x_at(double x) const { return box_.x + x_.share_of(x) * box_.width; }
  [[nodiscard]] double y_at(double y) const { return box_.bottom() - y_.share_of(y) * box_.height; }

  // Of which the middle is at `middle`.
  void draw_centered(const std::string& text, double middle, int baseline, int pixels,
                     const color::Color& color) {
    const int width = measure_text(text, pixels).width;
    draw_text(text, {static_cast<int>(std::lround(middle - width / 2.0)), baseline},
              {.pixels = pixels, .color = color}, picture_);
  }

  void draw_band() {
    std::vector<Position> corners;
    for (const PlotPoint& point : points_) corners.push_back({x_at(point.x), y_at(point.high)});
    for (std::size_t i = points_.size(); i-- > 0;) {
      corners.push_back({x_at(points_[i].x), y_at(points_[i].low)});
    }
    fill_polygon(corners, kBand, picture_);
  }

  void draw_y_axis() {
    for (const Tick& tick : y_ticks_) {
      const int y = box_.bottom() - static_cast<int>(std::lround(tick.share * box_.height));
      fill({box_.x, y, box_.width, metrics_.line()}, kGrid, picture_);
      const TextExtent extent = measure_text(tick.label, metrics_.text());
      draw_text(tick.label, {box_.x - metrics_.gap() / 2 - extent.width, y + extent.ascent / 2},
                {.pixels = metrics_.text()}, picture_);
    }
  }

  // Every how many points there is room for a label of this kind.
  [[nodiscard]] std::size_t step_of_labels(std::string PlotPoint::*label) const {
    int widest = 0;
    for (const PlotPoint& point : points_) {
      widest = std::max(widest, measure_text(point.*label, metrics_.text()).width);
    }
    double nearest = box_.width;
    for (std::size_t i = 1; i < points_.size(); ++i) {
      nearest = std::min(nearest, x_at(points_[i].x) - x_at(points_[i - 1].x));
    }
    const double room = widest + metrics_.small_gap();
    return static_cast<std::size_t>(std::max(1.0, std::ceil(room / std::max(nearest, 1.0))));
  }

  void draw_x_axis() {
    const std::size_t step = step_of_labels(&PlotPoint::x_label);
    const int ascent = measure_text("", metrics_.text()).ascent;
    const int baseline = box_.bottom() + metrics_.tick() + metrics_.small_gap() + ascent;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const double x = x_at(points_[i].x);
      fill({static_cast<int>(x), box_.bottom(), metrics_.line(), metrics_.tick()}, kBlack,
           picture_);
      if (i % step != 0) continue;
      draw_centered(points_[i].x_label, x, baseline, metrics_.text(), kBlack);
    }
    fill({box_.x, box_.y, metrics_.line(), box_.height}, kBlack, picture_);
    fill({box_.x, box_.bottom(), box_.width, metrics_.line()}, kBlack, picture_);
  }

  [[nodiscard]] Position place_of(const PlotPoint& point, const Curve& curve) const {
    return {x_at(point.x) + curve.shift * metrics_.scale(), y_at(point.y)};
  }

  void draw_points(const Curve& curve) {
    std::vector<Position> line;
    for (const PlotPoint& point : curve.points) line.push_back(place_of(point, curve));
    if (plot_.is_curve) draw_line(line, metrics_.scaled(2), curve.color, picture_);
    const bool has_labels = curves_.size() == 1;
    const bool labels_fit = step_of_labels(&PlotPoint::y_label) == 1;
    const auto highest =
        std::max_element(curve.points.begin(), curve.points.end(),
                         [](const PlotPoint& a, const PlotPoint& b) { return a.y < b.y; });
    for (std::size_t i = 0; i < line.size(); ++i) {
      const PlotPoint& point = curve.points[i];
      if (!has_band() || line.size() == 1) draw_bar(point, curve);
      fill_disc(line[i], metrics_.scaled(3.5), curve.color, picture_);
      if (has_labels && (labels_fit || &point == &*highest)) label_point(curve, i);
    }
  }

  // From the lower end of the interval to the upper.
  void draw_bar(const PlotPoint& point, const Curve& curve) {
    const double x = place_of(point, curve).x;
    const double half = metrics_.scaled(curves_.size() == 1 ? 5 : 2);
    const auto stroke = [&](Position from, Position to) {
      draw_line(std::vector{from, to}, metrics_.scaled(curves_.size() == 1 ? 1.5 : 1.0),
                curve.color, picture_);
    };
    stroke({x, y_at(point.low)}, {x, y_at(point.high)});
    for (const double end : {y_at(point.low), y_at(point.high)}) {
      stroke({x - half, end}, {x + half, end});
    }
  }

  // Above the point, or below where the curve comes from above on both sides.
  void label_point(const Curve& curve, std::size_t i) {
    const PlotPoint& point = curve.points[i];
    const TextExtent extent = measure_text(point.y_label, metrics_.text());
    const int y = static_cast<int>(std::lround(y_at(point.y)));
    if (!plot_.is_curve) {
      draw_text(point.y_label,
                {static_cast<int>(x_at(point.x)) + metrics_.gap(), y + extent.ascent / 2},
                {.pixels = metrics_.text()}, picture_);
      return;
    }
    const double before = curve.points[i == 0 ? i : i - 1].y;
    const double after = curve.points[std::min(i + 1, points_.size() - 1)].y;
    const bool below = before + after > 2 * point.y;
    const int baseline = below ? y + metrics_.gap() + extent.ascent : y - metrics_.gap();
    // On a slope, away from the line: to the left above a rising one.
    const double side = after == before ? 0.0 : (after > before) == below ? 1.0 : -1.0;
    const double shift = side * extent.width / 3.0;
    draw_centered(point.y_label, place_of(point, curve).x + shift, baseline, metrics_.text(),
                  kBlack);
  }

  void draw_words() {
    const double middle = box_.x + box_.width / 2.0;
    draw_centered(plot_.title, middle, box_.y - metrics_.gap(), metrics_.title(), kBlack);
    const int line = metrics_.text() + metrics_.gap();
    int baseline = box_.bottom() + 2 * line;
    draw_centered(plot_.x_axis, middle, baseline, metrics_.text(), kBlack);
    baseline += line;
    if (!plot_.others.empty()) {
      draw_curve_key(key(), {static_cast<int>(middle), baseline}, metrics_, picture_);
      baseline += line;
    }
    draw_centered(plot_.note, middle, baseline, metrics_.small_text(), kGrayInk);
    draw_upwards(plot_.y_axis, metrics_.margin() + metrics_.text(), box_.y, box_.height, metrics_,
                 picture_);
  }

  [[nodiscard]] std::vector<CurveEntry> key() const {
    std::vector<CurveEntry> entries = {{plot_.name, curves_[0].color}};
    for (const PlotCurve& other : plot_.others) {
      entries.push_back({other.name, curves_[entries.size()].color});
    }
    return entries;
  }

  const Plot& plot_;
  SheetMetrics metrics_;
  std::vector<Curve> curves_;
  const std::vector<PlotPoint>& points_;  // of the first: all have the same x
  Range x_;
  Range y_;
  std::vector<Tick> y_ticks_;
  Box box_;  // between the axes
  image::RgbImage picture_;
};

}  // namespace

image::RgbImage draw_plot(const Plot& plot, double scale) {
  VITVIZ_CHECK(!plot.points.empty());
  return PlotPainter(plot, scale).draw();
}

}  // namespace vitviz::sheet
