// SPDX-License-Identifier: Apache-2.0
#include "masks/object_shape.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <opencv2/core/mat.hpp>
#include <opencv2/imgproc.hpp>

#include "base/check.h"
#include "masks/edge_upsample.h"

namespace vitviz::masks {
namespace {

// 255 where the object is.
cv::Mat object_in(const image::GrayImage& levels) {
  // OpenCV knows no view of constant numbers; it only reads these.
  auto* bytes = const_cast<std::uint8_t*>(levels.bytes().data());
  return cv::Mat(levels.height(), levels.width(), CV_8U, bytes) >= kObjectLevel;
}

struct Parts {
  cv::Mat labels;            // of each pixel; 0 is the background
  cv::Mat stats;             // of each label
  std::vector<int> by_area;  // labels of parts, the largest first
};

Parts find_parts(const image::GrayImage& levels) {
  Parts parts;
  cv::Mat centers;
  const int count =
      cv::connectedComponentsWithStats(object_in(levels), parts.labels, parts.stats, centers,
                                       /*connectivity=*/8, CV_32S, cv::CCL_WU);
  for (int label = 1; label < count; ++label) parts.by_area.push_back(label);
  const auto area = [&](int label) { return parts.stats.at<int>(label, cv::CC_STAT_AREA); };
  std::stable_sort(parts.by_area.begin(), parts.by_area.end(),
                   [&](int a, int b) { return area(a) > area(b); });
  return parts;
}

}  // namespace

std::vector<ObjectPart> parts_of_object(const image::GrayImage& levels) {
  const Parts found = find_parts(levels);
  std::vector<ObjectPart> parts;
  for (const int label : found.by_area) {
    const auto* of_part = found.stats.ptr<int>(label);
    parts.push_back({{{of_part[cv::CC_STAT_LEFT], of_part[cv::CC_STAT_TOP]},
                      {of_part[cv::CC_STAT_WIDTH], of_part[cv::CC_STAT_HEIGHT]}},
                     of_part[cv::CC_STAT_AREA]});
  }
  return parts;
}

image::GrayImage number_parts(const image::GrayImage& levels, int most) {
  VITVIZ_CHECK(1 <= most && most < kOtherPart);
  const Parts found = find_parts(levels);
  std::vector<std::uint8_t> number_of(found.by_area.size() + 1, kOtherPart);
  number_of[0] = 0;
  for (std::size_t i = 0; i < found.by_area.size() && i < static_cast<std::size_t>(most); ++i) {
    number_of[static_cast<std::size_t>(found.by_area[i])] = static_cast<std::uint8_t>(i + 1);
  }
  image::GrayImage numbers(levels.size());
  for (int y = 0; y < numbers.height(); ++y) {
    const auto* labels = found.labels.ptr<int>(y);
    std::transform(labels, labels + numbers.width(), numbers.row(y).begin(),
                   [&](int label) { return number_of[static_cast<std::size_t>(label)]; });
  }
  return numbers;
}

ObjectPart whole_object(const image::GrayImage& levels) {
  const cv::Mat object = object_in(levels);
  const cv::Rect box = cv::boundingRect(object);
  return {{{box.x, box.y}, {box.width, box.height}}, cv::countNonZero(object)};
}

std::vector<Contour> contours_of_object(const image::GrayImage& levels) {
  std::vector<std::vector<cv::Point>> found;
  std::vector<cv::Vec4i> hierarchy;
  cv::findContours(object_in(levels), found, hierarchy, cv::RETR_CCOMP, cv::CHAIN_APPROX_SIMPLE);
  std::vector<Contour> contours;
  for (std::size_t i = 0; i < found.size(); ++i) {
    constexpr int kParent = 3;
    Contour& contour = contours.emplace_back();
    contour.is_hole = hierarchy[i][kParent] >= 0;
    for (const cv::Point& point : found[i]) contour.pixels.push_back({point.x, point.y});
  }
  return contours;
}

double iou(const image::GrayImage& a, const image::GrayImage& b) {
  VITVIZ_CHECK(a.size() == b.size());
  const std::span<const std::uint8_t> of_a = a.bytes();
  const std::span<const std::uint8_t> of_b = b.bytes();
  std::size_t both = 0;
  std::size_t either = 0;
  for (std::size_t i = 0; i < of_a.size(); ++i) {
    const bool in_a = of_a[i] >= kObjectLevel;
    const bool in_b = of_b[i] >= kObjectLevel;
    both += in_a && in_b ? 1 : 0;
    either += in_a || in_b ? 1 : 0;
  }
  return either == 0 ? 0.0 : static_cast<double>(both) / static_cast<double>(either);
}

}  // namespace vitviz::masks
