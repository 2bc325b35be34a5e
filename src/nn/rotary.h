// SPDX-License-Identifier: Apache-2.0
// Rotary position embedding on the grid of patches: each pair of a head's columns is turned by an
// angle that grows along the rows or the columns of the grid.
//
// References: facebookresearch/dinov3, layers/rope_position_encoding.py and layers/attention.py;
// timm, layers/pos_embed_sincos.py, RotaryEmbeddingCat.
#pragma once

#include <numbers>

#include "tensor/shapes.h"

namespace vitviz::nn {

// Where the patches of a grid lie, and which columns turn together. As it stands, it is DINOv3's:
// from -2π to 2π across the grid, at the patches' centres.
struct RotaryRule {
  double origin = -2 * std::numbers::pi;  // where the grid begins
  double extent = 4 * std::numbers::pi;   // of the grid along each side; 0: of a patch it is 1
  double offset = 0.5;                    // of a patch within its place, in patches
  bool x_first = false;                   // the first columns turn with x, not with y
  bool neighbours = false;                // columns 2i and 2i + 1 make a pair, not i and K / 2 + i
};

// Cosines and sines, [N, K] each.
struct Rotation {
  tensor::Matrix cosine;
  tensor::Matrix sine;
  bool neighbours = false;
};

// `periods` [K / 4]. Patch i of n lies at origin + (i + offset) · extent / n, separately along the
// two sides; an angle is that divided by a period. Half of the pairs turn with one side, the other
// half with the other.
[[nodiscard]] Rotation rotation_of(tensor::PatchGrid grid, tensor::ConstVectorRef periods,
                                   const RotaryRule& rule = {});

// Turns `x` [some patches from first_patch on, D] in place, every head of width K alike: a pair (a,
// b) becomes (a · cos − b · sin, b · cos + a · sin).
void rotate(tensor::MatrixRef x, const Rotation& rotation, int first_patch);

}  // namespace vitviz::nn
