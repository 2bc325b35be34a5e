// SPDX-License-Identifier: Apache-2.0
#include "color/value_range.h"

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

}  // namespace
}  // namespace vitviz::color
