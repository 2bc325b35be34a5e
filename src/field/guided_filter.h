// SPDX-License-Identifier: Apache-2.0
// Smoothing that stops at the edges of a photo.
//
// K. He, J. Sun, X. Tang, "Guided Image Filtering", 2010. In every window the result is to be a
// linear function a · I + b of the photo's colours I, as near to the map p as least squares with a
// penalty on a can make it:
//
//   a = (Σ + ε U)⁻¹ cov(I, p),   b = mean(p) − a · mean(I),   Σ = cov(I, I) [3, 3]
//
// A pixel lies in many windows; it takes the mean of their a and b. Where the photo is plain (its
// variance is far below ε) that is the mean of the map, at a strong edge the map jumps with it.
//
// The means of a and b vary slowly. So they can be computed on a small photo and stretched, and
// only a · I + b needs all pixels (K. He, J. Sun, "Fast Guided Filter", 2015).
#pragma once

#include <array>

#include "base/thread_pool.h"
#include "field/box_mean.h"
#include "tensor/shapes.h"

namespace vitviz::field {

// What a pixel's value is made of: red · Red + green · Green + blue · Blue + constant, each of the
// photo's size.
struct LinearModel {
  std::array<tensor::Matrix, 3> of_channel;
  tensor::Matrix constant;
};

// The side of a map that only depends on the photo.
class GuidedFilter {
 public:
  // `photo`: red, green and blue in 0 … 1, [rows, cols] each. Requires: epsilon > 0.
  GuidedFilter(std::array<tensor::Matrix, 3> photo, WindowReach reach, double epsilon,
               base::ThreadPool& threads);

  // The means of a and b for a map of the photo's size, with numbers about 0 … 1.
  [[nodiscard]] LinearModel fit(const tensor::Matrix& map, base::ThreadPool& threads) const;

 private:
  WindowReach reach_;
  std::array<tensor::Matrix, 3> photo_;
  std::array<tensor::Matrix, 3> means_;
  std::array<tensor::Matrix, 6> inverse_;  // of Σ + ε U: rr, rg, rb, gg, gb, bb
};

}  // namespace vitviz::field
