// SPDX-License-Identifier: Apache-2.0
#include "masks/mass_mask.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <random>
#include <stdexcept>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vitviz::masks {
namespace {

using Weights = std::vector<float>;
using Mask = std::vector<std::uint8_t>;

void check_mask(const Weights& weights, double keep, const Mask& want) {
  const Mask got = mass_mask(weights, keep);
  INFO(fmt::format("keep {} of {}: {}, expected {}", keep, weights, got, want));
  CHECK(got == want);
}

// The definition, word by word: weight i is kept while those before it (the stronger ones, and the
// equal ones at earlier places) hold less than `keep` of the total.
Mask mask_by_definition(const Weights& weights, double keep) {
  double total = 0.0;
  for (const float weight : weights) total += static_cast<double>(weight);
  Mask mask;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    double before = 0.0;
    for (std::size_t j = 0; j < weights.size(); ++j) {
      const bool is_before = weights[j] > weights[i] || (weights[j] == weights[i] && j < i);
      if (is_before) before += static_cast<double>(weights[j]);
    }
    mask.push_back(before < keep * total ? 1 : 0);
  }
  return mask;
}

// DINO's own words: ascending, cumulated, kept where the sum exceeds 1 − keep. For weights without
// ties, whose order its sort leaves open.
Mask mask_as_dino(const Weights& weights, double keep) {
  double total = 0.0;
  for (const float weight : weights) total += static_cast<double>(weight);
  Mask mask;
  for (const float weight : weights) {
    double up_to_here = 0.0;
    for (const float other : weights)
      up_to_here += other <= weight ? static_cast<double>(other) : 0.0;
    mask.push_back(up_to_here / total > 1.0 - keep ? 1 : 0);
  }
  return mask;
}

// Multiples of 1/64, so that sums in double are exact in every order; many of them equal or zero.
Weights dyadic_weights(std::mt19937& random, int count, int largest) {
  std::uniform_int_distribution<int> sixty_fourths(0, largest);
  Weights weights;
  for (int i = 0; i < count; ++i) {
    weights.push_back(static_cast<float>(sixty_fourths(random)) / 64.0F);
  }
  return weights;
}

TEST_CASE("mass_mask keeps the fewest of the strongest") {
  check_mask({0.125F, 0.5F, 0.25F, 0.125F}, 0.25, {0, 1, 0, 0});
  check_mask({0.125F, 0.5F, 0.25F, 0.125F}, 0.5, {0, 1, 0, 0});  // exactly half is enough
  check_mask({0.125F, 0.5F, 0.25F, 0.125F}, 0.625, {0, 1, 1, 0});
  check_mask({0.125F, 0.5F, 0.25F, 0.125F}, 0.75, {0, 1, 1, 0});
}

TEST_CASE("mass_mask keeps the earlier of equal weights") {
  check_mask({0.125F, 0.5F, 0.25F, 0.125F}, 0.8125, {1, 1, 1, 0});
  check_mask({0.25F, 0.25F, 0.25F, 0.25F}, 0.5, {1, 1, 0, 0});
  check_mask({0.25F, 0.25F, 0.25F, 0.25F}, 0.5625, {1, 1, 1, 0});
}

TEST_CASE("mass_mask: the total need not be one") {
  check_mask({8.0F, 32.0F, 16.0F, 8.0F}, 0.75, {0, 1, 1, 0});
}

TEST_CASE("mass_mask never keeps zeros") {
  check_mask({0.0F, 0.5F, 0.0F, 0.25F}, 1.0, {0, 1, 0, 1});
  check_mask({0.0F, 0.0F, 0.0F}, 0.5, {0, 0, 0});
  check_mask({0.0F, 0.0F, 0.0F}, 1.0, {0, 0, 0});
}

TEST_CASE("mass_mask: keep = 1 marks even a weight that vanishes beside the others") {
  const float denormal = std::numeric_limits<float>::denorm_min();
  check_mask({1.0F, denormal, 0.0F, 1e-30F}, 1.0, {1, 1, 0, 1});
}

TEST_CASE("mass_mask of one weight and of none") {
  check_mask({0.5F}, 0.001, {1});
  check_mask({0.5F}, 1.0, {1});
  check_mask({}, 0.5, {});
}

TEST_CASE("mass_mask is its definition on weights full of ties") {
  std::mt19937 random(2);
  for (int count = 1; count <= 40; ++count) {
    for (const double keep : {0.0625, 0.25, 0.5, 0.75, 0.9375, 1.0}) {
      const Weights weights = dyadic_weights(random, count, /*largest=*/7);
      check_mask(weights, keep, mask_by_definition(weights, keep));
    }
  }
}

TEST_CASE("mass_mask is DINO's rule") {
  std::mt19937 random(3);
  Weights weights(128);  // 1/128 … 1: all different
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<float>(i + 1) / 128.0F;
  for (const double keep : {0.0625, 0.25, 0.5, 0.6, 0.75, 0.9375, 1.0}) {
    std::shuffle(weights.begin(), weights.end(), random);
    check_mask(weights, keep, mask_as_dino(weights, keep));
  }
}

TEST_CASE("mass_threshold is the weakest weight kept") {
  const Weights weights = {0.125F, 0.5F, 0.0F, 0.25F, 0.125F};
  CHECK(mass_threshold(weights, 0.5) == 0.5F);
  CHECK(mass_threshold(weights, 0.75) == 0.25F);
  CHECK(mass_threshold(weights, 0.8125) == 0.125F);
  CHECK(mass_threshold(weights, 1.0) == 0.125F);
  CHECK(mass_threshold(Weights{0.0F, 0.0F}, 0.5) == std::numeric_limits<float>::infinity());
}

TEST_CASE("mass_mask: broken promises are bugs of the caller") {
  CHECK_THROWS_AS((void)mass_mask(Weights{0.5F}, 0.0), std::logic_error);
  CHECK_THROWS_AS((void)mass_mask(Weights{0.5F}, 1.5), std::logic_error);
  CHECK_THROWS_AS((void)mass_mask(Weights{std::numeric_limits<float>::quiet_NaN()}, 0.5),
                  std::logic_error);
}

TEST_CASE("weights below zero count as zero") {
  const Weights weights = {-4, 0.25F, -1, 0.5F, 0.25F};
  CHECK(mass_mask(weights, 0.5) == std::vector<std::uint8_t>{0, 0, 0, 1, 0});
  CHECK(mass_mask(weights, 0.625) == std::vector<std::uint8_t>{0, 1, 0, 1, 0});
  CHECK(mass_mask(weights, 1.0) == std::vector<std::uint8_t>{0, 1, 0, 1, 1});
  CHECK(mass_mask(Weights{-1, -2}, 0.5) == std::vector<std::uint8_t>{0, 0});
}

}  // namespace
}  // namespace vitviz::masks
