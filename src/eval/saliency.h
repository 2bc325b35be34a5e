// SPDX-License-Identifier: Apache-2.0
// Scores of a saliency map against the truth of one photo, as ECSSD, DUTS and DUT-OMRON are scored.
//
// Reference: the measures of TokenCut (Wang et al., CVPR 2022). At each of 255 thresholds k / 255,
// k = 0 … 254, the pixels above it are the mask, and
//
//   F_β = (1 + β²) P R / (β² P + R), β² = 0.3
//
// with precision P (1 for an empty mask) and recall R (1 for an empty truth); 0 where both are 0.
// The curve is averaged over all photos, and its maximum is the data set's max F_β. That is less
// than the mean of each photo's own maximum.
#pragma once

#include <array>
#include <span>
#include <string>

#include "eval/photo_score.h"
#include "eval/truth_mask.h"

namespace vitviz::eval {

inline constexpr int kSaliencyThresholds = 255;

struct SaliencyScores {
  std::array<double, kSaliencyThresholds> f_curve{};  // F_β at each threshold
  double iou = 0.0;                                   // of the pixels above 0.5; 1 for ∅ and ∅
  double accuracy = 0.0;                              // share of pixels that are right at 0.5
  double mae = 0.0;                                   // mean of |map − truth|
  double s_measure = 0.0;                             // s_measure.h
};

// `map` has a number from 0 to 1 for each pixel of the truth; a mask is a map of zeros and ones.
// All objects are the foreground. Void pixels count nowhere.
// Requires: a pixel that is not void.
[[nodiscard]] SaliencyScores score_saliency(std::span<const float> map, const TruthMask& truth);

[[nodiscard]] PhotoScore photo_score(std::string photo, const SaliencyScores& scores);

}  // namespace vitviz::eval
