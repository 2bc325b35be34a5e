// SPDX-License-Identifier: Apache-2.0
// A map's numbers → levels 0 to 255, the positions in a colour map.
//
// The smallest number of the map becomes 0, the largest 255, linearly between. So each picture uses
// all colours, and colours of different pictures cannot be compared. A map of equal numbers has
// nothing that stands out: it is 0 everywhere.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "render/upsample.h"

namespace vitviz::render {

// Reads the map row by row. One reader per thread; `map` must outlive it.
class LevelReader {
 public:
  explicit LevelReader(const UpsampledMap& map);

  // The levels of row y, valid until the next call.
  [[nodiscard]] std::span<const std::uint8_t> row(int y);

 private:
  const UpsampledMap& map_;
  std::vector<float> values_;
  std::vector<std::uint8_t> levels_;
};

}  // namespace vitviz::render
