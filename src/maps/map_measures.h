// SPDX-License-Identifier: Apache-2.0
// What a map is like, in a few numbers: how spread out it is, and where.
#pragma once

#include <optional>
#include <span>

#include "tensor/grid.h"

namespace vitviz::maps {

// The strongest patches that `concentration` counts: a tenth of all, rounded up.
inline constexpr int kStrongestOf = 10;

struct MapMeasures {
  // −Σ p log₂ p of the patches' shares p of the sum: log₂ N where all are equal, 0 where one has
  // everything. In bits.
  double entropy = 0;
  double concentration = 0;  // the share of the sum that the strongest patches hold
  // The centre of mass, where patch (row r, column c) lies at (c + 0.5, r + 0.5).
  double col = 0;
  double row = 0;
};

// Of a map [N] of a number per patch, row by row. Nothing where all are zero.
// Requires: the numbers are finite, and none is negative.
[[nodiscard]] std::optional<MapMeasures> measure_map(std::span<const float> map,
                                                     tensor::PatchGrid grid);

}  // namespace vitviz::maps
