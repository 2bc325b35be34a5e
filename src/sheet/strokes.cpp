// SPDX-License-Identifier: Apache-2.0
#include "sheet/strokes.h"

#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace vitviz::sheet {
namespace {

// OpenCV takes whole numbers of a 16th of a pixel, and a pixel's centre is a whole one.
constexpr int kShift = 4;

int to_fixed(double pixels) { return static_cast<int>(std::lround(pixels * (1 << kShift))); }

cv::Point to_fixed(Position position) {
  return {to_fixed(position.x - 0.5), to_fixed(position.y - 0.5)};
}

std::vector<cv::Point> to_fixed(std::span<const Position> points) {
  std::vector<cv::Point> fixed;
  fixed.reserve(points.size());
  for (const Position point : points) fixed.push_back(to_fixed(point));
  return fixed;
}

cv::Mat view_of(image::RgbImage& picture) {
  return {picture.height(), picture.width(), CV_8UC3, picture.bytes().data()};
}

cv::Scalar ink_of(const color::Color& color) {
  return {1.0 * color[0], 1.0 * color[1], 1.0 * color[2]};
}

}  // namespace

void draw_line(std::span<const Position> points, int thickness, const color::Color& color,
               image::RgbImage& picture) {
  cv::polylines(view_of(picture), std::vector{to_fixed(points)}, /*isClosed=*/false, ink_of(color),
                thickness, cv::LINE_AA, kShift);
}

void fill_polygon(std::span<const Position> corners, const color::Color& color,
                  image::RgbImage& picture) {
  cv::fillPoly(view_of(picture), std::vector{to_fixed(corners)}, ink_of(color), cv::LINE_AA,
               kShift);
}

void fill_disc(Position center, double radius, const color::Color& color,
               image::RgbImage& picture) {
  cv::circle(view_of(picture), to_fixed(center), to_fixed(radius), ink_of(color), cv::FILLED,
             cv::LINE_AA, kShift);
}

}  // namespace vitviz::sheet
