// SPDX-License-Identifier: Apache-2.0
#include "nn/running_softmax.h"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "support/random_matrix.h"

namespace vitviz::nn {
namespace {

constexpr double kTolerance = 3e-7;  // relative: 7.5e-8 of the polynomial, some roundings

TEST_CASE("a power of 2 is right to the last digits, from 1 to the smallest") {
  std::vector<float> scores(4096);
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = -static_cast<float>(i) / 33;
  const std::vector<float> exponents = scores;
  RunningSoftmax softmax;
  softmax.append(scores.data(), scores.size());
  CHECK(softmax.top == 0);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double want = std::exp2(static_cast<double>(exponents[i]));
    CHECK(static_cast<double>(scores[i]) == doctest::Approx(want).epsilon(kTolerance));
  }
}

TEST_CASE("the softmax of a row is the same in any blocks") {
  const tensor::Matrix row = test::random_matrix(1, 96, 4);
  double sum = 0;
  for (const float score : row.reshaped()) sum += std::exp2(static_cast<double>(score));

  std::vector<float> scores(row.data(), row.data() + row.size());
  RunningSoftmax softmax;
  softmax.append(scores.data(), 16);
  const float second = softmax.append(scores.data() + 16, 48);
  const float third = softmax.append(scores.data() + 64, 32);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const float shrink = i < 16 ? second * third : i < 64 ? third : 1.0F;
    const double weight =
        static_cast<double>(scores[i] * shrink) / static_cast<double>(softmax.sum);
    const double want = std::exp2(static_cast<double>(row(0, static_cast<Eigen::Index>(i)))) / sum;
    CHECK(weight == doctest::Approx(want).epsilon(4 * kTolerance));
  }
}

TEST_CASE("a score of minus infinity has no weight") {
  std::vector<float> scores(16, -std::numeric_limits<float>::infinity());
  scores[3] = 5;
  RunningSoftmax softmax;
  softmax.append(scores.data(), scores.size());
  CHECK(softmax.sum == doctest::Approx(1).epsilon(kTolerance));
  CHECK(scores[3] == doctest::Approx(1).epsilon(kTolerance));
  CHECK(scores[4] < 1e-37F);
}

}  // namespace
}  // namespace vitviz::nn
