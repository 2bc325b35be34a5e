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

// A view of the levels; OpenCV knows none of constant ones.
cv::Mat view_of(image::GrayImage& levels) {
  return {levels.height(), levels.width(), CV_8U, levels.bytes().data()};
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

void set_parts(image::GrayImage& levels, const Parts& parts, const std::vector<bool>& chosen,
               std::uint8_t level) {
  for (int y = 0; y < levels.height(); ++y) {
    const int* number = parts.number.ptr<int>(y);
    for (std::uint8_t& pixel : levels.row(y)) {
      if (chosen[static_cast<std::size_t>(*number++)]) pixel = level;
    }
  }
}

// Returns how many pixels the object has left.
double drop_specks(image::GrayImage& levels, const CleanOptions& options) {
  const Parts parts = parts_of(view_of(levels) >= kObjectLevel, /*connectivity=*/8);
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

void fill_holes(image::GrayImage& levels, double smaller_than) {
  const Parts parts = parts_of(view_of(levels) < kObjectLevel, /*connectivity=*/4);
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
  const double object = drop_specks(levels, options);
  const double all = static_cast<double>(image::pixel_count(levels.size()));
  if (object > 0)
    fill_holes(levels, options.largest_hole == 1 ? all : options.largest_hole * object);
}

}  // namespace vitviz::masks
