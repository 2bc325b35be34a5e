// SPDX-License-Identifier: Apache-2.0
#include "eval/s_measure.h"

#include <cmath>

#include <doctest/doctest.h>

#include "eval/drawn.h"

namespace vitviz::eval {
namespace {

using test::map_of;
using test::rectangle;

doctest::Approx near(double value) { return doctest::Approx(value).epsilon(1e-6); }

TEST_CASE("S-measure: the truth itself has 1") {
  const TruthMask truth = rectangle({16, 12}, 4, 3, 11, 9);
  CHECK(s_measure(map_of(truth), truth) == near(1.0));
}

TEST_CASE("S-measure: without object it is one minus the mean, with nothing else the mean") {
  const std::vector<float> map(120, 0.25F);
  CHECK(s_measure(map, rectangle({12, 10}, 0, 0, 0, 0)) == near(0.75));
  CHECK(s_measure(map, rectangle({12, 10}, 0, 0, 12, 10)) == near(0.25));
}

TEST_CASE("S-measure: the opposite of the truth has no likeness, and nothing is below 0") {
  // Each quarter has object and background, so that all four similarities are -1.
  const TruthMask truth = rectangle({16, 16}, 4, 4, 12, 12);
  std::vector<float> map = map_of(truth);
  for (float& value : map) value = 1.0F - value;
  CHECK(s_measure(map, truth) == 0.0);
}

TEST_CASE("S-measure of an even map by hand") {
  // The object is the left half: its centroid divides after column 2 of 8 (the mean of columns 1 to
  // 4 is 2.5, rounded 3) and after row 4 of 8 (4.5, rounded 5).
  const TruthMask truth = rectangle({8, 8}, 0, 0, 4, 8);
  const std::vector<float> map(64, 0.5F);
  // Object-aware: mean 0.5 and no deviation in both halves.
  const double object = 2.0 * 0.5 / (0.25 + 1.0);
  // Region-aware: the left parts (3 of 8 columns) are even in map and truth: 1. The right ones have
  // a truth that varies and a map that does not: 0.
  CHECK(s_measure(map, truth) == near(0.5 * object + 0.5 * 3.0 / 8.0));
}

TEST_CASE("S-measure: a map of a value that is no dyadic number is even all the same") {
  const TruthMask truth = rectangle({8, 8}, 0, 0, 4, 8);
  constexpr double kValue = 0.3;
  const double object = 2.0 * kValue / (kValue * kValue + 1.0);
  const double background = 2.0 * 0.7 / (0.7 * 0.7 + 1.0);
  CHECK(s_measure(std::vector<float>(64, 0.3F), truth) ==
        near(0.25 * (object + background) + 0.5 * 3.0 / 8.0));
}

TEST_CASE("S-measure: a deviation within the object costs") {
  const TruthMask truth = rectangle({2, 1}, 0, 0, 2, 1);
  const TruthMask wider = test::drawn({"11.."});
  CHECK(s_measure(std::vector<float>{1, 0}, truth) == near(0.5));
  // Object: mean 0.5, deviation of {1, 0} is 1/√2 (of a sample). Background: perfect. Its parts:
  // {1, 0} is even in the truth and not in the map: 0; {0, 0} is even in both: 1.
  const double object = 2.0 * 0.5 / (0.25 + 1.0 + std::sqrt(0.5));
  CHECK(s_measure(std::vector<float>{1, 0, 0, 0}, wider) ==
        near(0.5 * (0.5 * object + 0.5) + 0.5 * 0.5));
}

TEST_CASE("S-measure: void pixels count nowhere") {
  const TruthMask plain = test::drawn({"11..", "11.."});
  const TruthMask framed = test::drawn({"11..??", "11..??"});
  const std::vector<float> map = {0.9F, 0.8F, 0.1F, 0.3F, 0.7F, 0.9F, 0.0F, 0.2F};
  const std::vector<float> wide = {0.9F, 0.8F, 0.1F, 0.3F, 1.0F, 0.0F,
                                   0.7F, 0.9F, 0.0F, 0.2F, 1.0F, 1.0F};
  CHECK(s_measure(wide, framed) == doctest::Approx(s_measure(map, plain)).epsilon(1e-12));
}

}  // namespace
}  // namespace vitviz::eval
