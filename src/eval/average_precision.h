// SPDX-License-Identifier: Apache-2.0
// Average precision of a map for a photo, as ImageNet-segmentation computes it: every pixel is
// asked twice, whether it is foreground (with the map's value) and whether it is background (with
// one minus that). All answers are ranked together:
//
//   AP = Σ_n (R_n − R_{n−1}) P_n
//
// over the distinct values from the highest on, with precision P and recall R of all answers at or
// above each.
#pragma once

#include <span>

#include "eval/truth_mask.h"

namespace vitviz::eval {

// `map` has a number from 0 to 1 for each pixel of the truth. Void pixels count nowhere.
// Requires: a pixel that is not void.
[[nodiscard]] double average_precision(std::span<const float> map, const TruthMask& truth);

}  // namespace vitviz::eval
