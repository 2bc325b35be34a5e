// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same for a seed everywhere. The standard says what std::mt19937_64
// gives, but not what its distributions make of it, and libraries differ.
#pragma once

#include <cstdint>
#include <random>

namespace vitviz::model {

class SeededNumbers {
 public:
  explicit SeededNumbers(std::uint64_t seed) : bits_(seed) {}

  // Evenly from [0, 1): the upper 53 bits of one draw, over 2⁵³.
  [[nodiscard]] double uniform();

  // From N(0, 1), with two draws for each try.
  [[nodiscard]] double normal();

 private:
  std::mt19937_64 bits_;
};

}  // namespace vitviz::model
