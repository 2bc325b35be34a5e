// SPDX-License-Identifier: Apache-2.0
// From which value to which a colour map's colours run, for one map or for several together.
#pragma once

#include <span>
#include <vector>

namespace vitviz::color {

struct ValueRange {
  float lowest = 0;   // and what is below: the first colour
  float highest = 0;  // and what is above: the last

  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

// From the smallest number of the map to the largest, leaving out attention sinks: a few patches,
// mostly on plain ground, that gather attention without showing anything (Darcet et al., "Vision
// Transformers Need Registers", 2024) would leave the last colour to themselves and turn the rest
// black. Where the largest half per cent of the numbers, or the largest one, reach more than three
// times as high above the smallest as all others do, the last colour begins with the others.
//
// Requires: the numbers are finite; there is one.
[[nodiscard]] ValueRange range_of(std::span<const float> map);

// How many numbers lie outside of the range.
[[nodiscard]] int count_beyond(std::span<const float> map, const ValueRange& range);

// The numbers, with those outside of the range moved to its nearer end. To be done before they are
// brought to pixels: the bicubic of a patch that towers above all others is a square with four
// ears.
[[nodiscard]] std::vector<float> clamped(std::span<const float> map, const ValueRange& range);

// The range that holds both.
[[nodiscard]] ValueRange united(const ValueRange& a, const ValueRange& b);

// Which maps of a sheet have their colours in common.
enum class RangeBy {
  kMap,    // each its own: shows most of every map, and none can be compared
  kBlock,  // all heads of a block
  kAll,    // all blocks
};

}  // namespace vitviz::color
