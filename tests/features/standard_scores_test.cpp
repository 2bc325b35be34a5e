// SPDX-License-Identifier: Apache-2.0
#include "features/standard_scores.h"

#include <doctest/doctest.h>

namespace vitviz::features {
namespace {

TEST_CASE("standard scores: mean 0, deviation 1, and constants are 0") {
  tensor::Matrix features(4, 3);
  features << 1, 10, 0.1F, 1, 30, 0.1F, 3, 10, 0.1F, 3, 30, 0.1F;
  const StandardScores scores = standard_scores_of(features);
  CHECK(scores.mean[0] == 2.0);
  CHECK(scores.mean[1] == 20.0);
  CHECK(scores.deviation[0] == 1.0);
  CHECK(scores.deviation[1] == 10.0);
  CHECK(scores.deviation[2] == 1.0);
  DoubleMatrix wanted(4, 3);
  wanted << -1, -1, 0, -1, 1, 0, 1, -1, 0, 1, 1, 0;
  CHECK((scores.of(features) - wanted).cwiseAbs().maxCoeff() < 1e-12);
}

}  // namespace
}  // namespace vitviz::features
