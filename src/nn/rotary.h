// SPDX-License-Identifier: Apache-2.0
// Rotary position embedding on the grid of patches, as DINOv3 has it: each pair of a head's columns
// is turned by an angle that grows along the rows or the columns of the grid.
//
// Reference: facebookresearch/dinov3, layers/rope_position_encoding.py and layers/attention.py.
#pragma once

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::nn {

// Cosines and sines, [N, K] each.
struct Rotation {
  tensor::Matrix cosine;
  tensor::Matrix sine;
};

// `periods` [K / 4]. Coordinates run from -1 to 1 across the grid, at patch centres, separately for
// its two sides; the angles are 2π · coordinate / period, first those of y, then those of x, and
// both once more for the second half of the head.
[[nodiscard]] Rotation rotation_of(tensor::PatchGrid grid, tensor::ConstVectorRef periods);

// Turns `x` [N, D] in place, every head of width K alike: x · cos + [−x₂, x₁] · sin, where x₁ and
// x₂ are the halves of a head.
void rotate(tensor::MatrixRef x, const Rotation& rotation, base::ThreadPool& threads);

}  // namespace vitviz::nn
