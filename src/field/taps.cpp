// SPDX-License-Identifier: Apache-2.0
#include "field/taps.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "base/check.h"

namespace vitviz::field {
namespace {

using Weights = std::array<double, 4>;  // of the cells -1, 0, 1 and 2 around a position

// `t` in [0, 1) is the way from cell 0 to cell 1.
Weights bilinear_weights(double t) { return {0.0, 1.0 - t, t, 0.0}; }

// R. Keys, "Cubic convolution interpolation for digital image processing", 1981, with a = -0.5.
Weights catmull_rom_weights(double t) {
  const double t2 = t * t;
  const double t3 = t2 * t;
  return {0.5 * (-t3 + 2.0 * t2 - t), 0.5 * (3.0 * t3 - 5.0 * t2 + 2.0),
          0.5 * (-3.0 * t3 + 4.0 * t2 + t), 0.5 * (t3 - t2)};
}

// In whole numbers, so that no rounding moves a pixel on an edge to another cell.
Taps nearest_taps(int pixel, int cells, int pixels) {
  const std::int64_t cell = (2 * std::int64_t{pixel} + 1) * cells / (2 * std::int64_t{pixels});
  Taps taps;
  taps.index.fill(static_cast<int>(cell));
  taps.weight[0] = 1.0F;
  return taps;
}

Taps smooth_taps(int pixel, int cells, int pixels, Upsample how) {
  const double position = (pixel + 0.5) * cells / pixels - 0.5;
  const double cell = std::floor(position);
  const Weights weights = how == Upsample::kBilinear ? bilinear_weights(position - cell)
                                                     : catmull_rom_weights(position - cell);
  Taps taps;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    taps.index[i] = std::clamp(static_cast<int>(cell) - 1 + static_cast<int>(i), 0, cells - 1);
    taps.weight[i] = static_cast<float>(weights[i]);
  }
  return taps;
}

}  // namespace

std::vector<Taps> taps_of_line(int cells, int pixels, Upsample how) {
  VITVIZ_CHECK(cells >= 1 && pixels >= 1);
  std::vector<Taps> line;
  line.reserve(static_cast<std::size_t>(pixels));
  for (int pixel = 0; pixel < pixels; ++pixel) {
    line.push_back(how == Upsample::kNearest ? nearest_taps(pixel, cells, pixels)
                                             : smooth_taps(pixel, cells, pixels, how));
  }
  return line;
}

}  // namespace vitviz::field
