// SPDX-License-Identifier: Apache-2.0
#include "objects/numbered_objects.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/check.h"
#include "masks/edge_upsample.h"
#include "masks/object_shape.h"
#include "objects/object_options.h"

namespace vitviz::objects {
namespace {

constexpr double kMostOverlap = 0.5;  // IoU of two objects, as in CutLER's MaskCut

bool is_inside(std::uint8_t level) { return level >= masks::kObjectLevel; }

// The levels of one object; others are no neighbours of it.
std::uint8_t level_of(int object, std::uint8_t level, std::uint8_t number) {
  return number == 0 || number == object ? level : 0;
}

}  // namespace

NumberedObjects::NumberedObjects(image::Size size) : levels_(size), numbers_(size) {
  std::ranges::fill(levels_.bytes(), 0);
  std::ranges::fill(numbers_.bytes(), 0);
}

NumberedObjects NumberedObjects::parts_of(image::GrayImage levels, int most) {
  VITVIZ_CHECK(1 <= most && most <= kMostObjects);
  image::GrayImage numbers = masks::number_parts(levels, most);
  int count = 0;
  for (const std::uint8_t number : numbers.bytes()) {
    if (number <= most) count = std::max(count, int{number});
  }
  return {std::move(levels), std::move(numbers), count};
}

bool NumberedObjects::is_new(const image::GrayImage& levels) const {
  std::array<std::size_t, masks::kOtherPart + 1> both{};
  std::array<std::size_t, masks::kOtherPart + 1> earlier{};
  std::size_t own = 0;
  const auto numbers = numbers_.bytes();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const bool inside = is_inside(levels.bytes()[i]);
    own += inside ? 1 : 0;
    ++earlier[numbers[i]];
    both[numbers[i]] += inside ? 1 : 0;
  }
  for (std::size_t object = 1; object <= static_cast<std::size_t>(count_); ++object) {
    const std::size_t either = own + earlier[object] - both[object];
    if (static_cast<double>(both[object]) > kMostOverlap * static_cast<double>(either)) {
      return false;
    }
  }
  return both.front() > 0;  // something that is no earlier object's
}

void NumberedObjects::add(const image::GrayImage& levels) {
  VITVIZ_CHECK(levels.size() == levels_.size() && count_ < kMostObjects);
  if (!is_new(levels)) return;
  ++count_;
  const auto mine = levels.bytes();
  const auto all = levels_.bytes();
  const auto numbers = numbers_.bytes();
  for (std::size_t i = 0; i < mine.size(); ++i) {
    if (numbers[i] != 0) continue;
    all[i] = std::max(all[i], mine[i]);
    if (is_inside(mine[i])) numbers[i] = static_cast<std::uint8_t>(count_);
  }
}

image::GrayImage NumberedObjects::levels_of(int object) const {
  VITVIZ_CHECK(1 <= object && object <= count_);
  image::GrayImage levels(levels_.size());
  std::ranges::transform(
      levels_.bytes(), numbers_.bytes(), levels.bytes().begin(),
      [&](std::uint8_t level, std::uint8_t number) { return level_of(object, level, number); });
  return levels;
}

}  // namespace vitviz::objects
