// SPDX-License-Identifier: Apache-2.0
// A map's numbers → levels 0 to 255, the positions in a colour map.
//
// The lowest of a range becomes 0 and the highest 255, linearly between, apart from gamma; what is
// beyond takes the nearer end. A range without extent has nothing that stands out: all of it is 0.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "color/value_scale.h"
#include "field/upsample.h"

namespace vitviz::render {

// Reads the map row by row. One reader per thread; `map` must outlive it.
class LevelReader {
 public:
  // Without a scale, the range is all of the map's.
  explicit LevelReader(const field::UpsampledMap& map,
                       const std::optional<color::ValueScale>& scale = {});

  // The levels of row y, valid until the next call.
  [[nodiscard]] std::span<const std::uint8_t> row(int y);

 private:
  const field::UpsampledMap& map_;
  color::ValueRange range_;
  std::vector<std::uint8_t> bent_;  // by gamma: the levels of kSteps + 1 shares; empty for gamma 1
  std::vector<float> values_;
  std::vector<std::uint8_t> levels_;
};

}  // namespace vitviz::render
