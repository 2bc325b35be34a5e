// SPDX-License-Identifier: Apache-2.0
#include "objects/run_lengths.h"

#include <doctest/doctest.h>

namespace vitviz::objects {
namespace {

using Lengths = std::vector<std::uint32_t>;

field::Region region(const tensor::Matrix& pixels) { return {field::UpsampledMap(pixels), 0.5F}; }

TEST_CASE("runs go down the columns, and the first is outside") {
  tensor::Matrix pixels(2, 3);
  pixels << 0, 1, 0,  //
      1, 1, 0;
  CHECK(run_lengths(region(pixels)) == Lengths{1, 3, 2});
}

TEST_CASE("a region in the first corner begins with a run of 0") {
  tensor::Matrix pixels(2, 2);
  pixels << 1, 0,  //
      0, 1;
  CHECK(run_lengths(region(pixels)) == Lengths{0, 1, 2, 1});
}

TEST_CASE("all and nothing") {
  CHECK(run_lengths(region(tensor::Matrix::Ones(3, 4))) == Lengths{0, 12});
  CHECK(run_lengths(region(tensor::Matrix::Zero(3, 4))) == Lengths{12});
}

}  // namespace
}  // namespace vitviz::objects
