// SPDX-License-Identifier: Apache-2.0
// Positions that are computed, not learned: sines and cosines of column and row (Chen et al., 2021;
// Beyer et al., "Better plain ViT baselines for ImageNet-1k", 2022).
#pragma once

#include "tensor/shapes.h"

namespace vitviz::nn {

// [N, D]: for the patch at row y and column x, row by row, [sin(x·ω) cos(x·ω) sin(y·ω) cos(y·ω)]
// with D / 4 frequencies ω that fall geometrically from 1 to 1 / 10000. D is a multiple of 4.
[[nodiscard]] tensor::Matrix sine_positions(tensor::PatchGrid grid, int width);

}  // namespace vitviz::nn
