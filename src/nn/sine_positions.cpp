// SPDX-License-Identifier: Apache-2.0
#include "nn/sine_positions.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace vitviz::nn {

tensor::Matrix sine_positions(tensor::PatchGrid grid, int width) {
  VITVIZ_CHECK(width % 4 == 0);
  constexpr double kSlowest = 10000;
  const int quarter = width / 4;
  tensor::Matrix positions(grid.count(), width);
  for (int k = 0; k < quarter; ++k) {
    const double frequency = std::pow(kSlowest, -static_cast<double>(k) / std::max(quarter - 1, 1));
    for (int patch = 0; patch < grid.count(); ++patch) {
      const double x = frequency * (patch % grid.cols);
      const double y = frequency * (patch / grid.cols);
      positions(patch, k) = static_cast<float>(std::sin(x));
      positions(patch, quarter + k) = static_cast<float>(std::cos(x));
      positions(patch, 2 * quarter + k) = static_cast<float>(std::sin(y));
      positions(patch, 3 * quarter + k) = static_cast<float>(std::cos(y));
    }
  }
  return positions;
}

}  // namespace vitviz::nn
