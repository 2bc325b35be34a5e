// SPDX-License-Identifier: Apache-2.0
// A map on the grid of patches → any row of it at the photo's own size.
//
// The grid covers the whole photo; a patch's number lies at the patch's centre (half-pixel
// convention), and beyond the outermost centres the border patch continues.
#pragma once

#include <span>
#include <vector>

#include "image/geometry.h"
#include "tensor/shapes.h"

namespace vitviz::render {

enum class Upsample {
  kNearest,  // every pixel shows its own patch
  kBilinear,
  kBicubic,  // Catmull-Rom (Keys, a = -0.5), clamped to the range of the map
};

class UpsampledMap {
 public:
  // `map` [N] holds a number per patch of geometry.grid, row by row.
  UpsampledMap(std::span<const float> map, const image::Geometry& geometry, Upsample how);

  // Writes row y of the photo; `values` has the photo's width. Callable from several threads.
  void row(int y, std::span<float> values) const;

  [[nodiscard]] image::Size size() const;
};

}  // namespace vitviz::render
