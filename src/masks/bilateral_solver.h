// SPDX-License-Identifier: Apache-2.0
// The fast bilateral solver: a mask that stays near a given one and changes only where the photo
// does.
//
// J. Barron and B. Poole, "The Fast Bilateral Solver", ECCV 2016, as TokenCut uses it. On the
// vertices of the bilateral grid (bilateral_grid.h) with the blur B it solves
//
//   (λ (D_m − D_n B D_n) + diag(S c)) x = S (c t),
//
// t the target and c the confidence of a pixel, S the splat, by conjugate gradients that start at
// the means of the target. D_n makes the rows of D_n B D_n sum up to the sizes of the vertices: ten
// rounds of n ← √(n · m / B n) from n = 1, and at the end m = n · B n.
#pragma once

#include <span>
#include <vector>

#include "image/raster.h"
#include "masks/bilateral_grid.h"

namespace vitviz::masks {

struct SolverOptions {
  CellSize cell = {};
  double smoothness = 128;    // λ
  double confidence = 0.999;  // c, the same for all pixels: 0 < c <= 1
};

// All of a photo that does not depend on the target.
class BilateralSolver {
 public:
  // Requires: the options are in their ranges, λ >= 0.
  BilateralSolver(const image::RgbImage& photo, const SolverOptions& options);

  // The target of each pixel, row by row → the solution; from 0 to 1 where the target is, up to
  // 10⁻³. Of a photo of one colour it is a smooth mask, the target's mean in cells of space.
  // Requires: as many numbers as pixels, all finite.
  [[nodiscard]] std::vector<float> solve(std::span<const float> target) const;

 private:
  [[nodiscard]] Eigen::VectorXd system(const Eigen::VectorXd& x) const;

  BilateralGrid grid_;
  SolverOptions options_;
  Eigen::VectorXd balance_;  // n
  Eigen::VectorXd mass_;     // m
  Eigen::VectorXd weight_;   // S c
};

}  // namespace vitviz::masks
