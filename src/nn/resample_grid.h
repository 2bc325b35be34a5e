// SPDX-License-Identifier: Apache-2.0
// Resampling of a learned position embedding to another grid of patches.
#pragma once

#include "tensor/shapes.h"

namespace vitviz::nn {

// The rule by which the reference implementation of a family interpolates. The rules give visibly
// different attention, so each model keeps its own.
enum class GridFilter {
  // Keys' cubic with a = -0.5 whose support grows when shrinking, truncated and renormalised at the
  // border: torch.nn.functional.interpolate(mode="bicubic", antialias=True). timm, DINOv2 with
  // registers.
  kBicubicAntialiased,
  // Keys' cubic with a = -0.75 on the four nearest, clamped at the border: interpolate(size=…,
  // mode="bicubic"). transformers.
  kBicubic,
  // The same with the scale from / (to + 0.1), as interpolate(scale_factor=(to + 0.1) / from) has
  // it. DINO, DINOv2, iBOT.
  kBicubicOffset,
  // The same with the corner samples of both grids on each other: interpolate(align_corners=True).
  // torchvision.
  kBicubicCorners,
  // The two nearest, clamped at the border. JAX checkpoints.
  kBilinear,
  // A triangle whose support grows when shrinking, truncated and renormalised at the border:
  // interpolate(mode="bilinear", antialias=True). SigLIP 2.
  kBilinearAntialiased,
  // For tables of distances from -(n - 1) to n - 1: the two nearest, where the distances of the
  // wanted grid are kept and those of the table are spread geometrically from the middle, so that
  // its ends reach theirs; clamped beyond. Small distances keep their entries. timm's BEiT.
  kGeometric,
};

// `table` [rows·cols, D] of the grid `from`, row by row → [N, D] of the grid `to`.
[[nodiscard]] tensor::Matrix resample_grid(tensor::ConstMatrixRef table, tensor::PatchGrid from,
                                           tensor::PatchGrid to, GridFilter filter);

}  // namespace vitviz::nn
