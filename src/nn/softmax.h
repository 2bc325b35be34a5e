// SPDX-License-Identifier: Apache-2.0
// Scores → shares that sum to 1.
#pragma once

#include "tensor/shapes.h"

namespace vitviz::nn {

// Replaces each row s of `scores` by softmax(s), on the calling thread.
// Requires: the scores are finite (a NaN would become a share of 0).
void softmax_rows(tensor::MatrixRef scores);

}  // namespace vitviz::nn
