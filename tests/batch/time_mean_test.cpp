// SPDX-License-Identifier: Apache-2.0
#include "batch/time_mean.h"

#include <doctest/doctest.h>

namespace vitviz::batch {
namespace {

// An analysis of which each number is this one.
analysis::Analysis seen_as(float number) {
  analysis::Analysis seen;
  seen.output.attention.emplace_back(2, 3, tensor::PatchGrid{1, 2});
  for (int block = 0; block < 2; ++block) seen.output.attention[0].block(block).setConstant(number);
  seen.output.features.push_back(tensor::Matrix::Constant(2, 4, number));
  seen.output.tokens = tensor::Matrix::Constant(3, 4, number);
  seen.maps.push_back(tensor::Matrix::Constant(1, 2, number));
  return seen;
}

void check_all(const analysis::Analysis& seen, float number) {
  for (const float value : seen.output.attention[0].values()) CHECK(value == number);
  CHECK(seen.output.features[0] == tensor::Matrix::Constant(2, 4, number));
  CHECK(seen.output.tokens == tensor::Matrix::Constant(3, 4, number));
  CHECK(seen.maps[0] == tensor::Matrix::Constant(1, 2, number));
}

// Over 3 frames a new one weighs 2 / (3 + 1): of 8, 0, 0 the means are 8, 4, 2.
TEST_CASE("the mean over three frames takes half of each new one") {
  TimeMean mean(3);
  float expected = 8;
  for (const float number : {8.0F, 0.0F, 0.0F}) {
    analysis::Analysis seen = seen_as(number);
    mean.smooth(seen);
    check_all(seen, expected);
    expected /= 2;
  }
}

TEST_CASE("over one frame nothing is smoothed") {
  TimeMean mean(1);
  for (const float number : {8.0F, 0.0F, 3.0F}) {
    analysis::Analysis seen = seen_as(number);
    mean.smooth(seen);
    check_all(seen, number);
  }
}

}  // namespace
}  // namespace vitviz::batch
