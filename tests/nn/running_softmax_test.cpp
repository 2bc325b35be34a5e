// SPDX-License-Identifier: Apache-2.0
#include "nn/running_softmax.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "nn/precision.h"
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

// bfloat16 keeps 8 bits: half of its last one, and 7.5e-5 of the polynomial.
constexpr double kRoundedTolerance = 1.0 / 512 + 1e-4;

double number_of(std::uint16_t rounded) {
  return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(rounded) << 16U));
}

TEST_CASE("rounded weights are right to bfloat16's last digit, from 1 to the smallest") {
  if (!computes_bf16()) return;
  for (const std::size_t count : {16U, 32U, 48U, 4096U}) {
    std::vector<float> scores(count);
    for (std::size_t i = 0; i < count; ++i) {
      scores[i] = 3 - static_cast<float>(i) * 120 / static_cast<float>(count);
    }
    std::vector<std::uint16_t> weights(count);
    RunningSoftmax softmax;
    softmax.append_rounded(scores.data(), count, weights.data());
    CHECK(softmax.top == 3);
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double want = std::exp2(static_cast<double>(scores[i]) - 3);
      sum += want;
      CHECK(number_of(weights[i]) == doctest::Approx(want).epsilon(kRoundedTolerance));
    }
    CHECK(static_cast<double>(softmax.sum) == doctest::Approx(sum).epsilon(1e-4));
  }
}

TEST_CASE("rounded weights of blocks belong to one softmax, and minus infinity has none") {
  if (!computes_bf16()) return;
  constexpr float kNever = -std::numeric_limits<float>::infinity();
  std::vector<float> low(16, -1.0F);
  std::vector<float> high(48, 2.0F);
  high[47] = kNever;
  std::vector<std::uint16_t> weights(48);
  RunningSoftmax softmax;
  CHECK(softmax.append_rounded(low.data(), 16, weights.data()) == 0);  // of nothing before
  CHECK(softmax.append_rounded(high.data(), 48, weights.data()) == 0.125F);
  CHECK(number_of(weights[0]) == doctest::Approx(1).epsilon(kRoundedTolerance));
  CHECK(weights[47] == 0);
  CHECK(static_cast<double>(softmax.sum) == doctest::Approx(16.0 / 8 + 47).epsilon(1e-4));
  CHECK(softmax.append_rounded(low.data(), 16, weights.data()) == 1);
  CHECK(number_of(weights[0]) == doctest::Approx(0.125).epsilon(kRoundedTolerance));
}

}  // namespace
}  // namespace vitviz::nn
