// SPDX-License-Identifier: Apache-2.0
#include "image/levels.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <doctest/doctest.h>

namespace vitviz::image {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("a window draws round(255 (v - lo) / (hi - lo)), halves up") {
  const Levels levels = Levels::of_window(-160, 240);
  for (int v = -1024; v <= 3071; ++v) {
    // In whole numbers: 255 (v + 160) / 400, rounded.
    const int clamped = std::clamp(v, -160, 240);
    const int want = (2 * 255 * (clamped + 160) + 400) / 800;
    CHECK(levels(v) == want);
  }
  CHECK(Levels::of_window(0, 510)(1) == 1);  // 0.5
  CHECK(Levels::of_window(0, 255)(254.4) == 254);
}

TEST_CASE("what is no number is black, infinity is at its end") {
  const Levels levels = Levels::of_window(-1, 1);
  CHECK(levels(kNaN) == 0);
  CHECK(levels(-kInfinity) == 0);
  CHECK(levels(kInfinity) == 255);
}

TEST_CASE("a window without width has two levels") {
  const Levels levels = Levels::of_window(7, 7);
  CHECK(levels(7) == 0);
  CHECK(levels(6) == 0);
  CHECK(levels(7.001) == 255);
}

TEST_CASE("windows of any width keep their order") {
  constexpr double kLargest = std::numeric_limits<double>::max();
  constexpr double kSmallest = std::numeric_limits<double>::denorm_min();
  const Levels wide = Levels::of_window(-kLargest, kLargest);
  CHECK(wide(0) == 128);
  CHECK(wide(kLargest / 2) == 191);
  const Levels narrow = Levels::of_window(0, 2 * kSmallest);
  CHECK(narrow(kSmallest) == 128);
}

TEST_CASE("whole numbers keep their upper 8 bits, and fewer bits fill the levels") {
  for (int v = 0; v < 0x10000; ++v) {
    if (Levels::of_whole_numbers(16)(v) != v >> 8) FAIL_CHECK(v);
  }
  for (int v = 0; v < 4096; ++v) CHECK(Levels::of_whole_numbers(12)(v) == v >> 4);
  for (int v = 0; v < 256; ++v) CHECK(Levels::of_whole_numbers(8)(v) == v);
  CHECK(Levels::of_whole_numbers(1)(1) == 255);
  CHECK(Levels::of_whole_numbers(4)(5) == 85);
}

}  // namespace
}  // namespace vitviz::image
