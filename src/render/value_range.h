// SPDX-License-Identifier: Apache-2.0
// From which value to which a colour map's colours run, for one map or for several together.
#pragma once

#include <span>

namespace vitviz::render {

struct ValueRange {
  float lowest = 0;
  float highest = 0;

  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

// Requires: at least one value, all finite.
[[nodiscard]] ValueRange range_of(std::span<const float> values);

// Which maps of a sheet have their colours in common.
enum class RangeBy {
  kMap,    // each its own: shows most of every map, and none can be compared
  kBlock,  // all heads of a block
  kAll,    // all blocks
};

}  // namespace vitviz::render
