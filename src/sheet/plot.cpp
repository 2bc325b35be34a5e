// SPDX-License-Identifier: Apache-2.0
#include "sheet/plot.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/check.h"
#include "sheet/canvas.h"
#include "sheet/color_bar.h"
#include "sheet/sheet_metrics.h"
#include "sheet/strokes.h"
#include "sheet/text.h"
#include "sheet/ticks.h"

namespace vitviz::sheet {
namespace {

constexpr color::Color kCurve = {0, 114, 178};  // the palette's blue (color/palette.h)
constexpr color::Color kBand = {204, 227, 240};
constexpr color::Color kGrid = {225, 225, 225};
constexpr double kPadding = 0.06;  // beyond the outermost numbers, as a share of their range

// The points by ascending x; those that are not joined get places 0, 1, 2, …
std::vector<PlotPoint> placed(const Plot& plot) {
  std::vector<PlotPoint> points = plot.points;
  if (plot.is_curve) {
    std::stable_sort(points.begin(), points.end(),
                     [](const PlotPoint& a, const PlotPoint& b) { return a.x < b.x; });
  } else {
    for (std::size_t i = 0; i < points.size(); ++i) points[i].x = static_cast<double>(i);
  }
  return points;
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

Range y_range(const std::vector<PlotPoint>& points) {
  double low = points[0].low;
  double high = points[0].high;
  for (const PlotPoint& point : points) {
    low = std::min({low, point.low, point.y});
    high = std::max({high, point.high, point.y});
  }
  return padded(low, high, kPadding);
}

class PlotPainter {
 public:
  PlotPainter(const Plot& plot, double scale)
      : plot_(plot),
        metrics_(scale),
        points_(placed(plot)),
        x_(x_range(plot, points_)),
        y_(y_range(points_)),
        y_ticks_(round_ticks({static_cast<float>(y_.low), static_cast<float>(y_.high)},
                             ticks_for(metrics_.scaled(kHeight), metrics_))) {
    const int line = metrics_.text() + metrics_.gap();
    box_ = {metrics_.margin() + line + widest_y_label() + metrics_.gap(),
            metrics_.margin() + (plot.title.empty() ? 0 : line), metrics_.scaled(kWidth),
            metrics_.scaled(kHeight)};
    const int below = 2 * line + (plot.note.empty() ? 0 : line);
    picture_ = blank({box_.right() + metrics_.margin(), box_.bottom() + below + metrics_.margin()},
                     kWhite);
  }

  image::RgbImage draw() {
    if (plot_.is_curve) draw_band();
    draw_y_axis();
    draw_x_axis();
    draw_points();
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

  void draw_points() {
    std::vector<Position> line;
    for (const PlotPoint& point : points_) line.push_back({x_at(point.x), y_at(point.y)});
    if (plot_.is_curve) draw_line(line, metrics_.scaled(2), kCurve, picture_);
    const bool labels_fit = step_of_labels(&PlotPoint::y_label) == 1;
    const auto highest =
        std::max_element(points_.begin(), points_.end(),
                         [](const PlotPoint& a, const PlotPoint& b) { return a.y < b.y; });
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (!plot_.is_curve || points_.size() == 1) draw_bar(points_[i]);
      fill_disc(line[i], metrics_.scaled(3.5), kCurve, picture_);
      if (labels_fit || &points_[i] == &*highest) label_point(i);
    }
  }

  // From the lower end of the interval to the upper.
  void draw_bar(const PlotPoint& point) {
    const double x = x_at(point.x);
    const double half = metrics_.scaled(5);
    const auto stroke = [&](Position from, Position to) {
      draw_line(std::vector{from, to}, metrics_.scaled(1.5), kCurve, picture_);
    };
    stroke({x, y_at(point.low)}, {x, y_at(point.high)});
    for (const double end : {y_at(point.low), y_at(point.high)}) {
      stroke({x - half, end}, {x + half, end});
    }
  }

  // Above the point, or below where the curve comes from above on both sides.
  void label_point(std::size_t i) {
    const PlotPoint& point = points_[i];
    const TextExtent extent = measure_text(point.y_label, metrics_.text());
    const int y = static_cast<int>(std::lround(y_at(point.y)));
    if (!plot_.is_curve) {
      draw_text(point.y_label,
                {static_cast<int>(x_at(point.x)) + metrics_.gap(), y + extent.ascent / 2},
                {.pixels = metrics_.text()}, picture_);
      return;
    }
    const double before = points_[i == 0 ? i : i - 1].y;
    const double after = points_[std::min(i + 1, points_.size() - 1)].y;
    const bool below = before + after > 2 * point.y;
    const int baseline = below ? y + metrics_.gap() + extent.ascent : y - metrics_.gap();
    // On a slope, away from the line: to the left above a rising one.
    const double side = after == before ? 0.0 : (after > before) == below ? 1.0 : -1.0;
    const double shift = side * extent.width / 3.0;
    draw_centered(point.y_label, x_at(point.x) + shift, baseline, metrics_.text(), kBlack);
  }

  void draw_words() {
    const double middle = box_.x + box_.width / 2.0;
    draw_centered(plot_.title, middle, box_.y - metrics_.gap(), metrics_.title(), kBlack);
    const int line = metrics_.text() + metrics_.gap();
    int baseline = box_.bottom() + 2 * line;
    draw_centered(plot_.x_axis, middle, baseline, metrics_.text(), kBlack);
    baseline += line;
    draw_centered(plot_.note, middle, baseline, metrics_.small_text(), kGrayInk);
    draw_upwards(plot_.y_axis, metrics_.margin() + metrics_.text(), box_.y, box_.height, metrics_,
                 picture_);
  }

  const Plot& plot_;
  SheetMetrics metrics_;
  std::vector<PlotPoint> points_;
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
