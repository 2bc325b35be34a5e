// SPDX-License-Identifier: Apache-2.0
// The bilateral grid of a photo: pixels that are near each other and alike in colour share a
// vertex.
//
// A vertex is a cell of the five dimensions (x, y, Y, U, V). Only cells that have a pixel exist,
// some thousands, so all work on them is cheap. Y, U and V are JPEG's, U and V shifted to 0 … 255,
// computed exactly: the cell of a grey pixel does not depend on rounding.
//
// J. Barron and B. Poole, "The Fast Bilateral Solver", ECCV 2016, with the hard assignment of
// pixels to cells that its authors published.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <Eigen/Core>

#include "image/raster.h"

namespace vitviz::masks {

// How large a cell is.
struct CellSize {
  int space = 16;  // in pixels
  int luma = 16;   // in levels of 255
  int chroma = 8;
};

class BilateralGrid {
 public:
  // Requires: sizes >= 1.
  BilateralGrid(const image::RgbImage& photo, const CellSize& size);

  [[nodiscard]] Eigen::Index vertices() const { return static_cast<Eigen::Index>(cells_.size()); }
  [[nodiscard]] std::size_t pixels() const { return vertex_.size(); }

  // The sum over the pixels of each vertex: [V]. Requires: a number per pixel, row by row.
  [[nodiscard]] Eigen::VectorXd splat(std::span<const float> pixels) const;

  // How many pixels each vertex has: [V].
  [[nodiscard]] Eigen::VectorXd sizes() const;

  // Ten times each vertex and once each of its neighbours, ±1 in one dimension: [V] → [V].
  [[nodiscard]] Eigen::VectorXd blur(const Eigen::VectorXd& values) const;

  // To each pixel the number of its vertex.
  [[nodiscard]] std::vector<float> slice(const Eigen::VectorXd& values) const;

  static constexpr int kAxes = 5;
  static constexpr double kOwnWeight = 2.0 * kAxes;  // of a vertex in its own blur

 private:
  void find_neighbors();

  std::vector<std::uint64_t> cells_;  // ascending: where a vertex is, 12 bits for each dimension
  std::vector<int> vertex_;           // of each pixel
  struct Pair {
    int lower, upper;  // neighbouring vertices
  };
  std::vector<Pair> neighbors_;
};

}  // namespace vitviz::masks
