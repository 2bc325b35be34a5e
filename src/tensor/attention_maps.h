// SPDX-License-Identifier: Apache-2.0
// What one forward pass leaves behind for everybody who interprets attention: plain numbers.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "tensor/shapes.h"

namespace vitviz::tensor {

// The softmaxed attention from CLS to every patch, for each block and head: [L, H, rows, cols].
//
// Not renormalised: a map sums to less than 1, because CLS and the registers keep the rest.
class AttentionMaps {
 public:
  AttentionMaps() = default;
  AttentionMaps(int blocks, int heads, PatchGrid grid);

  [[nodiscard]] int blocks() const { return blocks_; }
  [[nodiscard]] int heads() const { return heads_; }
  [[nodiscard]] PatchGrid grid() const { return grid_; }

  // The maps of one block, a head per row: [H, N].
  [[nodiscard]] Eigen::Map<Matrix> block(int block);
  [[nodiscard]] Eigen::Map<const Matrix> block(int block) const;

  // All numbers, [L, H, rows, cols].
  [[nodiscard]] std::span<const float> values() const { return values_; }

 private:
  [[nodiscard]] std::size_t offset(int block) const;

  int blocks_ = 0;
  int heads_ = 0;
  PatchGrid grid_;
  std::vector<float> values_;
};

}  // namespace vitviz::tensor
