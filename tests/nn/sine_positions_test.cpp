// SPDX-License-Identifier: Apache-2.0
#include "nn/sine_positions.h"

#include <cmath>

#include <doctest/doctest.h>

namespace vitviz::nn {
namespace {

TEST_CASE("positions are sines and cosines of column and row, from fast to slow") {
  const tensor::Matrix positions = sine_positions({2, 3}, 8);
  REQUIRE(positions.rows() == 6);
  REQUIRE(positions.cols() == 8);
  // Patch 5 is at column 2 of row 1; the two frequencies are 1 and 1 / 10000.
  const double angles[] = {2, 2e-4, 2, 2e-4, 1, 1e-4, 1, 1e-4};
  for (int i = 0; i < 8; ++i) {
    const bool is_sine = i / 2 % 2 == 0;
    CAPTURE(i);
    CHECK(positions(5, i) == doctest::Approx(is_sine ? std::sin(angles[i]) : std::cos(angles[i])));
  }
}

TEST_CASE("a patch has the same position on every grid") {
  const tensor::Matrix small = sine_positions({1, 2}, 12);
  CHECK(sine_positions({7, 9}, 12).topRows(2) == small);
}

}  // namespace
}  // namespace vitviz::nn
