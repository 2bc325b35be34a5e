// SPDX-License-Identifier: Apache-2.0
// A map on the grid of patches → any row of it at the photo's own size.
//
// The grid covers the whole photo; a patch's number lies at the patch's centre (half-pixel
// convention), and beyond the outermost centres the border patch continues. Bicubic overshoot is
// clamped to the range of the map, so that no pixel claims more attention than any patch has.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "field/taps.h"
#include "image/geometry.h"
#include "tensor/shapes.h"

namespace vitviz::field {

class UpsampledMap {
 public:
  // `map` [N] holds a number per patch of geometry.grid, row by row.
  // Requires: the numbers are finite, and so is the difference of any two.
  UpsampledMap(std::span<const float> map, const image::Geometry& geometry, Upsample how);

  // A map that is known at every pixel of the photo already: [height, width].
  // Requires: at least one pixel; the numbers as above.
  explicit UpsampledMap(tensor::Matrix pixels);

  // A map whose rows `row` computes. It may be called from several threads; what it writes beyond
  // [lowest, highest] is clamped.
  using RowFunction = std::function<void(int y, std::span<float> values)>;
  UpsampledMap(image::Size size, float lowest, float highest, RowFunction row);

  // Writes row y of the photo; `values` has the photo's width. Callable from several threads.
  void row(int y, std::span<float> values) const;

  [[nodiscard]] image::Size size() const { return size_; }

  // The range of the map; every value lies in it.
  [[nodiscard]] float lowest() const { return lowest_; }
  [[nodiscard]] float highest() const { return highest_; }

 private:
  image::Size size_;
  float lowest_ = 0;
  float highest_ = 0;
  tensor::Matrix wide_;        // [rows of the grid, width of the photo]: stretched horizontally
  std::vector<Taps> columns_;  // how each row of the photo is made of the rows of wide_
  RowFunction row_;            // in place of both, where it is set
};

}  // namespace vitviz::field
