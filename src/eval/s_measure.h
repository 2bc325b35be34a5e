// SPDX-License-Identifier: Apache-2.0
// The structure measure of a saliency map: does it have the form of the truth, not only its area?
//
// Reference: D.-P. Fan, M.-M. Cheng, Y. Liu, T. Li, A. Borji, "Structure-measure: A New Way to
// Evaluate Foreground Maps", ICCV 2017. S = α · S_o + (1 − α) · S_r with α = 0.5, and 0 at least.
//
//   S_o   object-aware: the object and the background, weighted by their areas, each by
//         2 m / (m² + 1 + σ) with the mean m and the standard deviation σ of the map there (of one
//         minus the map in the background): high and even is good.
//   S_r   region-aware: four rectangles that meet at the object's centroid, weighted by their
//         areas, each by the structural similarity of the map and the truth.
//
// Where the truth is empty, S is one minus the map's mean; where it is full, the mean.
#pragma once

#include <span>

#include "eval/truth_mask.h"

namespace vitviz::eval {

// `map` has a number from 0 to 1 for each pixel of the truth. Void pixels count nowhere.
// Requires: a pixel that is not void.
[[nodiscard]] double s_measure(std::span<const float> map, const TruthMask& truth);

}  // namespace vitviz::eval
