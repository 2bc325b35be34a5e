// SPDX-License-Identifier: Apache-2.0
// Sums over rows of softmax weights, which measurements are made of.
#pragma once

#include <cstddef>
#include <span>

namespace vitviz::nn {

struct WeightSums {
  float weights = 0;    // Σ a
  float logs = 0;       // Σ a ln a; a weight of 0 adds nothing
  float distances = 0;  // Σ a d; 0 without distances
};

// `distances` are as many as `weights`, or none.
[[nodiscard]] WeightSums weight_sums(std::span<const float> weights,
                                     std::span<const float> distances);

// Σ a b. Requires: as many of both.
[[nodiscard]] float dot(std::span<const float> a, std::span<const float> b);

// The sum of the `count` largest numbers, of all where there are fewer. Requires: none is below 0;
// 1 <= count <= kMostLargest.
inline constexpr std::size_t kMostLargest = 16;
[[nodiscard]] float sum_of_largest(std::span<const float> numbers, std::size_t count);

}  // namespace vitviz::nn
