// SPDX-License-Identifier: Apache-2.0
#include "color/value_range.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "base/check.h"

namespace vitviz::color {
namespace {

constexpr std::size_t kSinkShare = 200;  // one in so many patches
constexpr float kFarAbove = 3;

}  // namespace

ValueRange range_of(std::span<const float> map) {
  VITVIZ_CHECK(!map.empty());
  std::vector<float> numbers(map.begin(), map.end());
  // Few enough patches to be sinks, and the next one after them.
  const std::size_t sinks = std::max<std::size_t>(1, numbers.size() / kSinkShare);
  const auto [lowest, highest] = std::minmax_element(map.begin(), map.end());
  if (sinks >= numbers.size()) return {*lowest, *highest};
  const auto next = numbers.begin() + static_cast<std::ptrdiff_t>(sinks);
  std::nth_element(numbers.begin(), next, numbers.end(), std::greater<>());
  const bool has_sinks = *next > *lowest && *highest - *lowest > kFarAbove * (*next - *lowest);
  return {*lowest, has_sinks ? *next : *highest};
}

int count_beyond(std::span<const float> map, const ValueRange& range) {
  return static_cast<int>(std::count_if(map.begin(), map.end(), [&](float number) {
    return number < range.lowest || number > range.highest;
  }));
}

std::vector<float> clamped(std::span<const float> map, const ValueRange& range) {
  std::vector<float> numbers(map.begin(), map.end());
  for (float& number : numbers) number = std::clamp(number, range.lowest, range.highest);
  return numbers;
}

ValueRange united(const ValueRange& a, const ValueRange& b) {
  return {std::min(a.lowest, b.lowest), std::max(a.highest, b.highest)};
}

}  // namespace vitviz::color
