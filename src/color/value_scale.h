// SPDX-License-Identifier: Apache-2.0
// How the numbers of a map become places in a colour map.
#pragma once

#include "color/value_range.h"

namespace vitviz::color {

struct ValueScale {
  ValueRange range;
  float gamma = 1;  // the share of the range, to this power, is the place in the colour map

  friend bool operator==(const ValueScale&, const ValueScale&) = default;
};

}  // namespace vitviz::color
