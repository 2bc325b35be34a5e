// SPDX-License-Identifier: Apache-2.0
// Which way tokens point: the cosines between CLS and the patches, and between all patches.
//
// "Revisiting [CLS] and Patch Token Interaction in Vision Transformers", 2026 (arXiv 2602.08626).
#pragma once

#include "tensor/shapes.h"

namespace vitviz::measures {

struct Spread {
  double mean = 0;
  double deviation = 0;  // standard deviation, of all there are
};

// The rows of `tokens` [some, D] brought to length 1; a row of zeros stays one, and so has the
// cosine 0 with every other.
[[nodiscard]] tensor::Matrix unit_rows(tensor::ConstMatrixRef tokens);

// Of the cosines between `one` [D] and each of `others` [N, D], all unit_rows(). Requires: N >= 1.
[[nodiscard]] Spread cosines_to(tensor::ConstVectorRef one, tensor::ConstMatrixRef others);

// Of the cosines between any two different rows of `units` [N, D], which are unit_rows(). Their sum
// is ‖Σu‖² and that of their squares ‖U Uᵀ‖² = ‖Uᵀ U‖², the smaller of which is computed where
// there are many rows: memory grows with N. Both are 0 for a single row.
[[nodiscard]] Spread cosines_among(tensor::ConstMatrixRef units);

}  // namespace vitviz::measures
