// SPDX-License-Identifier: Apache-2.0
// Which few dimensions of a token are far larger than all others ("massive activations": Sun et
// al., "Massive Activations in Large Language Models", 2024), and what the LayerNorm makes of them.
#pragma once

#include <vector>

#include "tensor/shapes.h"

namespace vitviz::measures {

// The dimensions of largest magnitude, the largest first (of equal ones the first): at most
// `count`.
[[nodiscard]] std::vector<int> largest_dimensions(tensor::ConstVectorRef token, int count);

// The rows of `tokens` [N, D] with the largest numbers, likewise.
[[nodiscard]] std::vector<int> rows_of_largest(tensor::ConstMatrixRef tokens, int count);

}  // namespace vitviz::measures
