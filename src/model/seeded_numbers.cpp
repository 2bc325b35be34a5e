// SPDX-License-Identifier: Apache-2.0
// Kinderman and Monahan, "Computer Generation of Random Variables Using the Ratio of Uniform
// Deviates" (1977): for a point (v, u) evenly from the area where (v / u)² ≤ −4 ln u, v / u is from
// N(0, 1). Unlike Box and Muller's, this number comes from a division alone, which IEEE 754 rounds
// the same way everywhere; the logarithm, whose last bit depends on the library, only decides
// whether a point is taken.
#include "model/seeded_numbers.h"

#include <cmath>

namespace vitviz::model {

double SeededNumbers::uniform() {
  constexpr int kUnusedBits = 11;
  constexpr double kStep = 0x1p-53;
  return static_cast<double>(bits_() >> kUnusedBits) * kStep;
}

double SeededNumbers::normal() {
  constexpr double kWidth = 1.7155277699214135;  // of the area, in v: 2 · √(2 / e)
  for (;;) {
    const double v = kWidth * (uniform() - 0.5);
    const double u = 1 - uniform();  // (0, 1]
    const double ratio = v / u;
    if (ratio * ratio <= -4 * std::log(u)) return ratio;
  }
}

}  // namespace vitviz::model
