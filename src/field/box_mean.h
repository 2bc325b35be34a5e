// SPDX-License-Identifier: Apache-2.0
// The mean of the window around every number of a plane, in a time that does not depend on the size
// of the window.
#pragma once

#include "tensor/shapes.h"

namespace vitviz::field {

// How far a window reaches from its middle: it has 2 · cols + 1 columns and 2 · rows + 1 rows, less
// at the borders of the plane, where only what lies inside counts.
struct WindowReach {
  int rows = 0;
  int cols = 0;
};

// [rows, cols] → [rows, cols]. Requires: the reach is not negative.
[[nodiscard]] tensor::Matrix box_mean(const tensor::Matrix& plane, WindowReach reach);

}  // namespace vitviz::field
