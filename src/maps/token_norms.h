// SPDX-License-Identifier: Apache-2.0
// How long tokens are, and which are far longer than the rest.
//
// Large Vision Transformers without registers turn a few patches of calm ground into notes of their
// own. Such tokens are several times as long as the others, and attention goes to them (Darcet et
// al., "Vision Transformers Need Registers", 2024).
#pragma once

#include <vector>

#include "tensor/shapes.h"

namespace vitviz::maps {

// The Euclidean norm of each row of `tokens` [N, D]: [N].
[[nodiscard]] tensor::Vector token_norms(tensor::ConstMatrixRef tokens);

// An outlier's norm exceeds median + kOutlierDeviations · MAD, where MAD is the median of the
// distances to the median. Of normally distributed norms that is 6.7 standard deviations, which one
// in 10¹¹ exceeds: what is found is of another kind, not the end of a tail.
inline constexpr double kOutlierDeviations = 10;

struct NormOutliers {
  float median = 0;
  float deviation = 0;  // MAD
  float threshold = 0;
  std::vector<int> indices;  // of the norms above the threshold, ascending
};

// Requires: at least one norm; all are finite.
[[nodiscard]] NormOutliers find_outliers(tensor::ConstVectorRef norms);

}  // namespace vitviz::maps
