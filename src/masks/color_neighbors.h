// SPDX-License-Identifier: Apache-2.0
// Which patches have similar colours and lie near each other, for the graph of spectral.h.
#pragma once

#include <vector>

#include <Eigen/Core>

#include "image/raster.h"

namespace vitviz::masks {

// The graph of nearest neighbours among the pixels of a small picture, one per patch. A pixel is
// the point (r, g, b, w·x, w·y), colours in 0 … 1 and x and y from 0 at the first column or row to
// 1 at the last. Twice its neighbours are looked for: the 20 nearest with w = 2, the 10 nearest
// with w = 0.1; the pixel itself is one of them. W_ij counts how often i is a neighbour of j and j
// of i. Of pixels at equal distance the earlier are nearer.
class ColorNeighbors {
 public:
  explicit ColorNeighbors(const image::RgbImage& pixels);

  // W x: [N].
  [[nodiscard]] Eigen::VectorXd multiply(const Eigen::VectorXd& x) const;

 private:
  std::vector<std::vector<int>> neighbors_;  // of each pixel, from both searches
};

}  // namespace vitviz::masks
