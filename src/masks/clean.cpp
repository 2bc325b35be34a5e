// SPDX-License-Identifier: Apache-2.0
#include "masks/clean.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <opencv2/core/mat.hpp>
#include <opencv2/imgproc.hpp>

#include "base/check.h"
#include "masks/edge_upsample.h"

namespace vitviz::masks {
namespace {

// A view of the levels in the object's surroundings: its box, and a pixel more on each side where
// there is one. What lies beyond is background that touches it.
cv::Mat object_in(image::GrayImage& levels) {
  cv::Mat all(levels.height(), levels.width(), CV_8U, levels.bytes().data());
  const cv::Rect box = cv::boundingRect(all >= kObjectLevel);
  const cv::Rect grown(box.x - 1, box.y - 1, box.width + 2, box.height + 2);
  return all(grown & cv::Rect({}, all.size()));
}

// Parts that hang together. Part 0 is everything else.
struct Parts {
  cv::Mat number;  // of each pixel's part
  std::vector<double> area;
  std::vector<bool> at_border;
};

Parts parts_of(const cv::Mat& mask, int connectivity) {
  Parts parts;
  cv::Mat stats;
  cv::Mat centers;
  const int count = cv::connectedComponentsWithStats(mask, parts.number, stats, centers,
                                                     connectivity, CV_32S, cv::CCL_WU);
  for (int part = 0; part < count; ++part) {
    const auto* of_part = stats.ptr<int>(part);
    const int left = of_part[cv::CC_STAT_LEFT];
    const int top = of_part[cv::CC_STAT_TOP];
    parts.area.push_back(of_part[cv::CC_STAT_AREA]);
    parts.at_border.push_back(left == 0 || top == 0 ||
                              left + of_part[cv::CC_STAT_WIDTH] == mask.cols ||
                              top + of_part[cv::CC_STAT_HEIGHT] == mask.rows);
  }
  return parts;
}

void set_parts(cv::Mat& levels, const Parts& parts, const std::vector<bool>& chosen,
               std::uint8_t level) {
  if (std::find(chosen.begin(), chosen.end(), true) == chosen.end()) return;
  for (int y = 0; y < levels.rows; ++y) {
    const int* number = parts.number.ptr<int>(y);
    auto* pixels = levels.ptr<std::uint8_t>(y);
    for (int x = 0; x < levels.cols; ++x) {
      if (chosen[static_cast<std::size_t>(number[x])]) pixels[x] = level;
    }
  }
}

// Returns how many pixels the object has left.
double drop_specks(cv::Mat& levels, const CleanOptions& options) {
  const Parts parts = parts_of(levels >= kObjectLevel, /*connectivity=*/8);
  if (parts.area.size() < 2) return 0;
  const auto largest = std::max_element(parts.area.begin() + 1, parts.area.end());
  std::vector<bool> dropped(parts.area.size(), false);
  double left = 0;
  for (auto area = parts.area.begin() + 1; area != parts.area.end(); ++area) {
    const bool drop =
        options.only_largest ? area != largest : *area < options.largest_speck * *largest;
    dropped[static_cast<std::size_t>(area - parts.area.begin())] = drop;
    if (!drop) left += *area;
  }
  set_parts(levels, parts, dropped, 0);
  return left;
}

void fill_holes(cv::Mat& levels, double smaller_than) {
  const Parts parts = parts_of(levels < kObjectLevel, /*connectivity=*/4);
  std::vector<bool> filled(parts.area.size(), false);
  for (std::size_t part = 1; part < filled.size(); ++part) {
    filled[part] = !parts.at_border[part] && parts.area[part] < smaller_than;
  }
  set_parts(levels, parts, filled, 255);
}

}  // namespace

void clean(image::GrayImage& levels, const CleanOptions& options) {
  VITVIZ_CHECK(options.largest_hole >= 0 && options.largest_hole <= 1);
  VITVIZ_CHECK(options.largest_speck >= 0 && options.largest_speck <= 1);
  cv::Mat object_levels = object_in(levels);
  if (object_levels.empty()) return;
  const double object = drop_specks(object_levels, options);
  const double all = static_cast<double>(image::pixel_count(levels.size()));
  if (object > 0)
    fill_holes(object_levels, options.largest_hole == 1 ? all : options.largest_hole * object);
}

}  // namespace vitviz::masks
