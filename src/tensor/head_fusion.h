// SPDX-License-Identifier: Apache-2.0
// How the numbers of all heads become one.
#pragma once

#include "tensor/shapes.h"

namespace vitviz::tensor {

enum class HeadFusion { kMean, kMax, kMin };

// Takes one head more into `fused`, which holds the first head at first: its sum, maximum or
// minimum with `head`, number by number. Only finish_fusion() makes a sum a mean.
void fuse_head(HeadFusion fusion, ConstMatrixRef head, MatrixRef fused);

// To be called once all of `heads` heads are in.
void finish_fusion(HeadFusion fusion, int heads, MatrixRef fused);

}  // namespace vitviz::tensor
