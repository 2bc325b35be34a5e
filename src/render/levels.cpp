// SPDX-License-Identifier: Apache-2.0
#include "render/levels.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitviz::render {
namespace {

constexpr int kSteps = 4096;

std::uint8_t level_of(float share) {
  return static_cast<std::uint8_t>(static_cast<int>(share * 255.0F + 0.5F));
}

std::vector<std::uint8_t> levels_bent_by(float gamma) {
  std::vector<std::uint8_t> levels;
  for (int i = 0; i <= kSteps; ++i) {
    levels.push_back(level_of(std::pow(static_cast<float>(i) / kSteps, gamma)));
  }
  return levels;
}

}  // namespace

LevelReader::LevelReader(const field::UpsampledMap& map,
                         const std::optional<color::ValueScale>& scale)
    : map_(map),
      range_(scale ? scale->range : color::ValueRange{map.lowest(), map.highest()}),
      values_(static_cast<std::size_t>(map.size().width)),
      levels_(static_cast<std::size_t>(map.size().width)) {
  if (scale && scale->gamma != 1) bent_ = levels_bent_by(scale->gamma);
}

std::span<const std::uint8_t> LevelReader::row(int y) {
  const float lowest = range_.lowest;
  const float extent = range_.highest - lowest;
  if (extent <= 0.0F) return levels_;

  map_.row(y, values_);
  // Through local spans: a store of bytes might otherwise change the members, for all the compiler
  // knows. Divided, not multiplied by 1 / extent, which overflows for the smallest ones.
  const std::span<float> values = values_;
  const std::span<std::uint8_t> levels = levels_;
  for (float& value : values) value = std::min(1.0F, std::max(0.0F, (value - lowest) / extent));
  if (bent_.empty()) {
    for (std::size_t x = 0; x < values.size(); ++x) levels[x] = level_of(values[x]);
  } else {
    for (std::size_t x = 0; x < values.size(); ++x) {
      levels[x] = bent_[static_cast<std::size_t>(values[x] * kSteps + 0.5F)];
    }
  }
  return levels_;
}

}  // namespace vitviz::render
