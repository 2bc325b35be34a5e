// SPDX-License-Identifier: Apache-2.0
// Which numbers of a map take the first and the last colour of a colour map.
#pragma once

#include <span>

namespace vitviz::render {

struct ValueRange {
  float lowest = 0;   // and what is below: the first colour
  float highest = 1;  // and what is above: the last

  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

// From the smallest number of the map to the largest, but for attention sinks: a few patches,
// mostly on plain ground, that gather attention without showing anything (Darcet et al., "Vision
// Transformers Need Registers", 2024) would leave the last colour to themselves and turn the rest
// black. Where the largest half per cent of the numbers, or the largest one, reach more than three
// times as high above the smallest as all others do, the last colour begins with the others.
//
// Requires: the numbers are finite; there is one.
[[nodiscard]] ValueRange range_of(std::span<const float> map);

// How many numbers lie outside of the range.
[[nodiscard]] int count_beyond(std::span<const float> map, const ValueRange& range);

// The range that holds both.
[[nodiscard]] ValueRange united(const ValueRange& a, const ValueRange& b);

struct ValueScale {
  ValueRange range;
  float gamma = 1;  // the share of the range, to this power, is the place in the colour map

  friend bool operator==(const ValueScale&, const ValueScale&) = default;
};

}  // namespace vitviz::render
