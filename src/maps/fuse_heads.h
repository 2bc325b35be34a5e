// SPDX-License-Identifier: Apache-2.0
// The maps of all heads → one map.
#pragma once

#include "tensor/head_fusion.h"
#include "tensor/shapes.h"

namespace vitviz::maps {

// `heads` is [H, N], a head per row; the result [N] holds the mean (or maximum, or minimum) over
// the heads of every patch. Requires: H >= 1.
[[nodiscard]] tensor::Vector fuse_heads(tensor::ConstMatrixRef heads, tensor::HeadFusion fusion);

}  // namespace vitviz::maps
