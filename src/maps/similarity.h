// SPDX-License-Identifier: Apache-2.0
// How similar tokens are: the cosine of the angle between them.
#pragma once

#include "tensor/shapes.h"

namespace vitviz::maps {

// The cosine of each row of `tokens` [N, D] with `query` [D], from -1 to 1: [N]. A token of zeros
// is like nothing: 0.
[[nodiscard]] tensor::Vector cosine_similarity(tensor::ConstMatrixRef tokens,
                                               tensor::ConstVectorRef query);

}  // namespace vitviz::maps
