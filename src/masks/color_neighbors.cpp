// SPDX-License-Identifier: Apache-2.0
#include "masks/color_neighbors.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/check.h"

namespace vitviz::masks {
namespace {

struct Search {
  std::size_t neighbors;
  double place_weight;
};
constexpr std::array<Search, 2> kSearches = {{{20, 2.0}, {10, 0.1}}};

using Point = std::array<double, 5>;

double share_of(int place, int count) {
  return count > 1 ? static_cast<double>(place) / static_cast<double>(count - 1) : 0.0;
}

std::vector<Point> points_of(const image::RgbImage& pixels, double place_weight) {
  std::vector<Point> points;
  for (int y = 0; y < pixels.height(); ++y) {
    const auto row = pixels.row(y);
    for (int x = 0; x < pixels.width(); ++x) {
      const auto* rgb = row.data() + 3 * static_cast<std::ptrdiff_t>(x);
      points.push_back({rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0,
                        place_weight * share_of(x, pixels.width()),
                        place_weight * share_of(y, pixels.height())});
    }
  }
  return points;
}

double squared_distance(const Point& a, const Point& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

// Appends the `count` points nearest to `points[center]`.
void append_nearest(const std::vector<Point>& points, std::size_t center, std::size_t count,
                    std::vector<std::pair<double, int>>& scratch, std::vector<int>& nearest) {
  scratch.clear();
  for (std::size_t i = 0; i < points.size(); ++i) {
    scratch.emplace_back(squared_distance(points[center], points[i]), static_cast<int>(i));
  }
  const std::size_t taken = std::min(count, scratch.size());
  const auto end = scratch.begin() + static_cast<std::ptrdiff_t>(taken);
  std::nth_element(scratch.begin(), end - 1, scratch.end());
  std::for_each(scratch.begin(), end, [&](const auto& found) { nearest.push_back(found.second); });
}

}  // namespace

ColorNeighbors::ColorNeighbors(const image::RgbImage& pixels)
    : neighbors_(image::pixel_count(pixels.size())) {
  std::vector<std::pair<double, int>> scratch;
  for (const Search& search : kSearches) {
    const std::vector<Point> points = points_of(pixels, search.place_weight);
    for (std::size_t i = 0; i < points.size(); ++i) {
      append_nearest(points, i, search.neighbors, scratch, neighbors_[i]);
    }
  }
}

Eigen::VectorXd ColorNeighbors::multiply(const Eigen::VectorXd& x) const {
  VITVIZ_CHECK(x.size() == std::ssize(neighbors_));
  Eigen::VectorXd product = Eigen::VectorXd::Zero(x.size());
  for (std::size_t i = 0; i < neighbors_.size(); ++i) {
    const auto own = static_cast<Eigen::Index>(i);
    for (const int neighbor : neighbors_[i]) {
      product(own) += x(neighbor);
      product(neighbor) += x(own);
    }
  }
  return product;
}

}  // namespace vitviz::masks
