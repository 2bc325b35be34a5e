// SPDX-License-Identifier: Apache-2.0
// Which cells of a line a pixel shows, and how much of each: the mathematics of upsampling in one
// dimension.
//
// The line of cells covers the line of pixels (half-pixel convention): the centre of pixel x lies
// at (x + 0.5) · cells / pixels, the centre of cell c at c + 0.5. Beyond the outermost centres the
// border cell continues. Where pixels are fewer than cells, a pixel shows the point at its centre.
#pragma once

#include <array>
#include <vector>

#include "base/named.h"

namespace vitviz::field {

enum class Upsample {
  kNearest,  // every pixel shows its own cell
  kBilinear,
  kBicubic,  // Catmull-Rom: Keys' cubic convolution with a = -0.5
};

inline constexpr std::array kUpsamples = {
    base::Named{"nearest", Upsample::kNearest},
    base::Named{"bilinear", Upsample::kBilinear},
    base::Named{"bicubic", Upsample::kBicubic},
};

// A pixel is Σ weight[i] · cell[index[i]]. Unused taps have the weight 0.
struct Taps {
  std::array<int, 4> index{};
  std::array<float, 4> weight{};
};

// The taps of every pixel of a line. Requires: cells >= 1, pixels >= 1.
[[nodiscard]] std::vector<Taps> taps_of_line(int cells, int pixels, Upsample how);

}  // namespace vitviz::field
