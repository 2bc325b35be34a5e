// SPDX-License-Identifier: Apache-2.0
#include "render/levels.h"

#include <cstddef>

namespace vitviz::render {

LevelReader::LevelReader(const UpsampledMap& map)
    : map_(map),
      values_(static_cast<std::size_t>(map.size().width)),
      levels_(static_cast<std::size_t>(map.size().width)) {}

std::span<const std::uint8_t> LevelReader::row(int y) {
  const float lowest = map_.lowest();
  const float range = map_.highest() - lowest;
  if (range <= 0.0F) return levels_;

  map_.row(y, values_);
  // Through local spans: a store of bytes might otherwise change the members, for all the compiler
  // knows. Divided, not multiplied by 1 / range, which overflows for the smallest ranges.
  const std::span<const float> values = values_;
  const std::span<std::uint8_t> levels = levels_;
  for (std::size_t x = 0; x < values.size(); ++x) {
    const float share = (values[x] - lowest) / range;
    const float half_up = share * 255.0F + 0.5F;  // lround() would not be vectorised
    levels[x] = static_cast<std::uint8_t>(static_cast<int>(half_up));
  }
  return levels_;
}

}  // namespace vitviz::render
