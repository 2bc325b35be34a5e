// SPDX-License-Identifier: Apache-2.0
// Numbers beside a colour bar: which ones, and how they are written.
#pragma once

#include <string>
#include <vector>

#include "color/value_range.h"

namespace vitviz::sheet {

struct Tick {
  double share = 0;  // where it lies: 0 at the lowest value of the range, 1 at the highest
  std::string label;

  friend bool operator==(const Tick&, const Tick&) = default;
};

// At most `most` round numbers inside of the range, in steps of 1, 2 or 5 times a power of ten, all
// with the same number of decimals: "0.002", "0.004", …, or "1e-5", "2e-5", … where there would be
// more than four. A range of one value has one tick. Requires: most >= 2.
[[nodiscard]] std::vector<Tick> round_ticks(color::ValueRange range, int most);

// Ticks at the two ends of the range, with as few digits as tell the two apart, but at least two:
// "0.0012" and "0.034". An end nearer to 0 than half a level of colour is called 0.
[[nodiscard]] std::vector<Tick> end_ticks(color::ValueRange range);

}  // namespace vitviz::sheet
