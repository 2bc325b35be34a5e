// SPDX-License-Identifier: Apache-2.0
// Against the same sums in double.
#include "nn/weight_sums.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::nn {
namespace {

constexpr double kRounding = 1e-5;  // of sums of up to 1000 floats, relative to their size

std::vector<float> random_weights(std::size_t count, unsigned seed) {
  std::mt19937 generator(seed);
  std::exponential_distribution<float> weight;
  std::vector<float> weights(count);
  for (float& one : weights) one = weight(generator) / static_cast<float>(count);
  return weights;
}

void check_near(double got, double want) {
  CHECK(std::abs(got - want) <= kRounding * (1 + std::abs(want)));
}

TEST_CASE("weight_sums: of any number of weights, with distances and without") {
  for (const std::size_t count : std::vector<std::size_t>{0, 1, 3, 4, 15, 16, 17, 197, 1000}) {
    CAPTURE(count);
    std::vector<float> weights = random_weights(count, 3);
    if (count > 2) weights[1] = 0;
    const std::vector<float> distances = random_weights(count, 4);
    double sum = 0;
    double logs = 0;
    double far = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double a = static_cast<double>(weights[i]);
      sum += a;
      logs += a > 0 ? a * std::log(a) : 0;
      far += a * static_cast<double>(distances[i]);
    }
    const WeightSums got = weight_sums(weights, distances);
    check_near(static_cast<double>(got.weights), sum);
    check_near(static_cast<double>(got.logs), logs);
    check_near(static_cast<double>(got.distances), far);
    const WeightSums without = weight_sums(weights, {});
    CHECK(without.logs == got.logs);
    CHECK(without.distances == 0);
  }
}

TEST_CASE("dot and sum_of_largest: of any number of numbers") {
  for (const std::size_t count : std::vector<std::size_t>{0, 1, 9, 10, 11, 33, 197, 1000}) {
    CAPTURE(count);
    const std::vector<float> a = random_weights(count, 5);
    const std::vector<float> b = random_weights(count, 6);
    check_near(static_cast<double>(dot(a, b)),
               std::inner_product(a.begin(), a.end(), b.begin(), 0.0));
    std::vector<float> sorted = a;
    std::sort(sorted.begin(), sorted.end(), std::greater<float>());
    sorted.resize(std::min<std::size_t>(10, count));
    check_near(static_cast<double>(sum_of_largest(a, 10)),
               std::accumulate(sorted.begin(), sorted.end(), 0.0));
  }
  const std::vector<float> ascending = {1, 2, 3, 4, 5, 6, 7, 8};
  CHECK(sum_of_largest(ascending, 3) == 21);
  const std::vector<float> equal(50, 0.25F);
  CHECK(sum_of_largest(equal, 10) == 2.5F);
}

}  // namespace
}  // namespace vitviz::nn
