// SPDX-License-Identifier: Apache-2.0
#include "field/contour_distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

#include "base/check.h"
#include "tensor/row_span.h"

namespace vitviz::field {
namespace {

struct Point {
  float x = 0;
  float y = 0;
};

// Where the line from `a` to `b` passes the threshold, as a share of the way.
float crossing(float a, float b, float threshold) {
  return std::clamp((threshold - a) / (b - a), 0.0F, 1.0F);
}

// The values at the corners of a square of four pixels, whose top left one is at (x, y).
struct Square {
  float top_left, top_right, bottom_left, bottom_right;
  float x, y;

  [[nodiscard]] Point on_top(float threshold) const {
    return {x + crossing(top_left, top_right, threshold), y};
  }
  [[nodiscard]] Point on_bottom(float threshold) const {
    return {x + crossing(bottom_left, bottom_right, threshold), y + 1.0F};
  }
  [[nodiscard]] Point on_left(float threshold) const {
    return {x, y + crossing(top_left, bottom_left, threshold)};
  }
  [[nodiscard]] Point on_right(float threshold) const {
    return {x + 1.0F, y + crossing(top_right, bottom_right, threshold)};
  }
};

// Squared distances to all pieces of an edge that were added so far.
class Distances {
 public:
  Distances(int begin, int end, int width, float reach)
      : begin_(begin), reach_(reach), squares_(end - begin, width) {
    squares_.setConstant(reach * reach);
  }

  void add(Point a, Point b) {
    const auto width = static_cast<int>(squares_.cols());
    const auto rows = static_cast<int>(squares_.rows());
    const int left = std::max(0, floor_of(std::min(a.x, b.x) - reach_));
    const int right = std::min(width - 1, floor_of(std::max(a.x, b.x) + reach_) + 1);
    const int top = std::max(0, floor_of(std::min(a.y, b.y) - reach_) - begin_);
    const int bottom = std::min(rows - 1, floor_of(std::max(a.y, b.y) + reach_) + 1 - begin_);
    for (int row = top; row <= bottom; ++row) add_to_row(row, left, right, a, b);
  }

  // Requires: is the last call.
  tensor::Matrix take() { return std::move(squares_); }

 private:
  static int floor_of(float value) { return static_cast<int>(std::floor(value)); }

  void add_to_row(int row, int left, int right, Point a, Point b) {
    const Point way{b.x - a.x, b.y - a.y};
    const float length = std::max(way.x * way.x + way.y * way.y, 1e-12F);  // squared
    const float dy = static_cast<float>(begin_ + row) - a.y;
    float* squares = squares_.row(row).data();
    for (int x = left; x <= right; ++x) {
      const float dx = static_cast<float>(x) - a.x;
      const float share = std::clamp((dx * way.x + dy * way.y) / length, 0.0F, 1.0F);
      const float off_x = dx - share * way.x;
      const float off_y = dy - share * way.y;
      squares[x] = std::min(squares[x], off_x * off_x + off_y * off_y);
    }
  }

  int begin_;
  float reach_;
  tensor::Matrix squares_;
};

void add_square(const Square& s, float threshold, Distances& distances) {
  const bool tl = s.top_left >= threshold;
  const bool tr = s.top_right >= threshold;
  const bool bl = s.bottom_left >= threshold;
  const bool br = s.bottom_right >= threshold;

  // Equal corners face each other: what the middle is decides which of them belong together.
  if (tl == br && tr == bl) {
    const float middle = 0.25F * (s.top_left + s.top_right + s.bottom_left + s.bottom_right);
    const Point before = (middle >= threshold) == tl ? s.on_right(threshold) : s.on_left(threshold);
    const Point after = (middle >= threshold) == tl ? s.on_left(threshold) : s.on_right(threshold);
    distances.add(s.on_top(threshold), before);
    distances.add(s.on_bottom(threshold), after);
    return;
  }
  std::array<Point, 2> ends;
  std::size_t count = 0;
  if (tl != tr) ends[count++] = s.on_top(threshold);
  if (bl != br) ends[count++] = s.on_bottom(threshold);
  if (tl != bl) ends[count++] = s.on_left(threshold);
  if (tr != br) ends[count++] = s.on_right(threshold);
  distances.add(ends[0], ends[1]);
}

// Adds the pieces between a row of pixels and the one below it.
void add_row(std::span<const float> upper, std::span<const float> lower, int y, float threshold,
             Distances& distances) {
  for (std::size_t x = 0; x + 1 < upper.size(); ++x) {
    const bool inside = upper[x] >= threshold;
    const bool same = inside == (upper[x + 1] >= threshold) && inside == (lower[x] >= threshold) &&
                      inside == (lower[x + 1] >= threshold);
    if (same) continue;
    const Square square{upper[x],     upper[x + 1],          lower[x],
                        lower[x + 1], static_cast<float>(x), static_cast<float>(y)};
    add_square(square, threshold, distances);
  }
}

}  // namespace

tensor::Matrix contour_distance(const Region& region, int begin, int end, float reach) {
  const image::Size size = region.map.size();
  VITVIZ_CHECK(begin >= 0 && begin < end && end <= size.height && reach > 0.0F);
  const int beyond = static_cast<int>(std::ceil(reach)) + 1;
  const int first = std::max(0, begin - beyond);
  const int last = std::min(size.height, end + beyond);
  // A photo of one row or column is drawn as if it had a second one of the same values.
  const int width = std::max(2, size.width);

  tensor::Matrix values(std::max(2, last - first), width);
  for (int y = first; y < last; ++y) {
    const std::span<float> row = tensor::row_span(values, y - first);
    region.map.row(y, row.first(static_cast<std::size_t>(size.width)));
    if (size.width == 1) row[1] = row[0];
  }
  if (last - first == 1) values.row(1) = values.row(0);

  Distances distances(begin, end, size.width, reach);
  for (Eigen::Index row = 0; row + 1 < values.rows(); ++row) {
    add_row(tensor::row_span(values, row), tensor::row_span(values, row + 1),
            first + static_cast<int>(row), region.threshold, distances);
  }
  tensor::Matrix result = distances.take();
  for (Eigen::Index row = 0; row < result.rows(); ++row) {
    const float* value = values.row(row + begin - first).data();
    for (Eigen::Index x = 0; x < result.cols(); ++x) {
      const float distance = std::sqrt(result(row, x));
      result(row, x) = value[x] >= region.threshold ? distance : -distance;
    }
  }
  return result;
}

}  // namespace vitviz::field
