// SPDX-License-Identifier: Apache-2.0
// Small values that need no matrices: the grid of patches, and a number for each colour channel.
#pragma once

#include <array>

namespace vitviz::tensor {

// One number per colour channel: red, green, blue.
using PerChannel = std::array<float, 3>;

// The grid of patches a photo is cut into, row by row from its top left corner.
struct PatchGrid {
  int rows = 0;
  int cols = 0;

  [[nodiscard]] int count() const { return rows * cols; }  // N
  friend bool operator==(const PatchGrid&, const PatchGrid&) = default;
};

}  // namespace vitviz::tensor
