// SPDX-License-Identifier: Apache-2.0
#include "sheet/canvas.h"

#include <cstdint>

#include <opencv2/core/mat.hpp>

namespace vitviz::sheet {
namespace {

// The pixels themselves, as OpenCV sees them.
cv::Mat view_of(image::RgbImage& picture) {
  return {picture.height(), picture.width(), CV_8UC3, picture.bytes().data()};
}

// OpenCV knows no view of constant pixels: this one is only read.
cv::Mat view_of(const image::RgbImage& picture) {
  return {picture.height(), picture.width(), CV_8UC3,
          const_cast<std::uint8_t*>(picture.bytes().data())};
}

// The part of the box that lies on a picture of this size, or nothing. A side below 0 is empty.
cv::Rect clipped(const Box& box, image::Size size) {
  return cv::Rect(box.x, box.y, box.width, box.height) & cv::Rect(0, 0, size.width, size.height);
}

}  // namespace

image::RgbImage blank(image::Size size, const color::Color& color) {
  image::RgbImage picture(size);
  fill({0, 0, size.width, size.height}, color, picture);
  return picture;
}

void fill(const Box& box, const color::Color& color, image::RgbImage& picture) {
  const cv::Rect inside = clipped(box, picture.size());
  view_of(picture)(inside).setTo(cv::Scalar(color[0], color[1], color[2]));
}

void frame(const Box& box, int thickness, const color::Color& color, image::RgbImage& picture) {
  fill({box.x, box.y, box.width, thickness}, color, picture);
  fill({box.x, box.bottom() - thickness, box.width, thickness}, color, picture);
  fill({box.x, box.y, thickness, box.height}, color, picture);
  fill({box.right() - thickness, box.y, thickness, box.height}, color, picture);
}

void paste(const image::RgbImage& from, Point corner, image::RgbImage& picture) {
  const cv::Rect inside =
      clipped({corner.x, corner.y, from.width(), from.height()}, picture.size());
  if (inside.empty()) return;
  const cv::Rect source = inside - cv::Point(corner.x, corner.y);
  view_of(from)(source).copyTo(view_of(picture)(inside));
}

}  // namespace vitviz::sheet
