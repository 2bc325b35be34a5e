// SPDX-License-Identifier: Apache-2.0
#include "color/value_range.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::color {
namespace {

// 0, 1, …, count − 1
std::vector<float> ramp(int count) {
  std::vector<float> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(static_cast<float>(i));
  return numbers;
}

TEST_CASE("colours span a map from its smallest number to its largest") {
  CHECK(range_of(ramp(100)) == ValueRange{0, 99});
  CHECK(range_of(std::vector<float>{-3}) == ValueRange{-3, -3});
  CHECK(range_of(std::vector<float>{2, 2, 2}) == ValueRange{2, 2});
}

TEST_CASE("a hot patch does not make the rest black") {
  std::vector<float> map = ramp(100);
  map[50] = 3 * 99;  // just not far above all others
  CHECK(range_of(map) == ValueRange{0, 297});
  map[50] = 298;
  CHECK(range_of(map) == ValueRange{0, 99});
}

TEST_CASE("as many hot patches as half a per cent are told apart, and no more") {
  std::vector<float> map = ramp(1000);
  for (int i = 0; i < 5; ++i) map[static_cast<std::size_t>(100 * i)] = 1e6F;
  CHECK(range_of(map) == ValueRange{1, 999});
  map[999] = 1e6F;
  CHECK(range_of(map) == ValueRange{1, 1e6F});
}

TEST_CASE("where only one patch has anything, it is what there is to see") {
  std::vector<float> map(400, 0.0F);
  map[7] = 1;
  CHECK(range_of(map) == ValueRange{0, 1});
}

TEST_CASE("numbers beyond a range are counted") {
  CHECK(count_beyond(ramp(10), {0, 9}) == 0);
  CHECK(count_beyond(ramp(10), {0.5F, 7}) == 3);
}

TEST_CASE("ranges are united") {
  CHECK(united({0, 2}, {-1, 1}) == ValueRange{-1, 2});
  CHECK(united({0, 2}, {0.5F, 1}) == ValueRange{0, 2});
}

TEST_CASE("clamped: what lies outside of the range is moved to its nearer end") {
  CHECK(clamped(std::vector<float>{-1, 0, 1, 2, 9}, {0, 2}) == std::vector<float>{0, 0, 1, 2, 2});
}

TEST_CASE("range_of: moved and stretched numbers have the moved and stretched range") {
  std::vector<float> map = ramp(300);
  map[17] = 1e5F;  // hot: left out in both
  std::vector<float> moved;
  for (const float number : map) moved.push_back(4 * number - 64);
  const ValueRange range = range_of(map);
  CHECK(range == ValueRange{0, 299});
  CHECK(range_of(moved) == ValueRange{4 * range.lowest - 64, 4 * range.highest - 64});
}

TEST_CASE("range_of: the order of the patches does not matter") {
  std::vector<float> map = ramp(300);
  map[8] = 1e4F;
  const ValueRange range = range_of(map);
  for (int turn = 0; turn < 5; ++turn) {
    std::rotate(map.begin(), map.begin() + 71, map.end());
    CHECK(range_of(map) == range);
  }
  std::reverse(map.begin(), map.end());
  CHECK(range_of(map) == range);
}

TEST_CASE("range_of: two hot patches of a small map are an object, not sinks") {
  std::vector<float> map = ramp(100);
  map[3] = 1000;
  CHECK(range_of(map) == ValueRange{0, 99});
  map[4] = 1000;
  CHECK(range_of(map) == ValueRange{0, 1000});
}

TEST_CASE("clamped: nothing is beyond the range any more, and what was inside is unchanged") {
  const std::vector<float> map = ramp(50);
  const ValueRange range{7.5F, 31};
  CHECK(count_beyond(map, range) == 8 + 18);
  const std::vector<float> inside = clamped(map, range);
  REQUIRE(inside.size() == map.size());
  CHECK(count_beyond(inside, range) == 0);
  for (std::size_t i = 8; i <= 31; ++i) CHECK(inside[i] == map[i]);
}

TEST_CASE("range_of: a map of nothing is a bug of the caller") {
  CHECK_THROWS_AS((void)range_of({}), std::logic_error);
}

}  // namespace
}  // namespace vitviz::color
