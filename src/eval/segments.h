// SPDX-License-Identifier: Apache-2.0
// Scores of a map as a segmentation in two classes, as ImageNet-segmentation is scored (Guillaumin
// et al., 2014; used for explanations by Chefer et al., CVPR 2021).
//
//   pixel accuracy   right pixels over all pixels, both summed over the data set
//   mIoU             mean over background and foreground of the intersection over the union, both
//                    summed over the data set; 1 for a class that occurs nowhere
//   mAP              average_precision.h of each photo, averaged over the photos
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "eval/photo_score.h"
#include "eval/truth_mask.h"

namespace vitviz::eval {

struct SegmentScores {
  double right = 0.0;                    // pixels
  double pixels = 0.0;                   // that are not void
  std::array<double, 2> intersection{};  // pixels; background, foreground
  std::array<double, 2> of_union{};
  double average_precision = 0.0;
};

// `map` has a number from 0 to 1 for each pixel of the truth, `mask` a byte, not 0 in the
// foreground. All objects are the foreground. Void pixels count nowhere.
// Requires: a pixel that is not void.
[[nodiscard]] SegmentScores score_segments(std::span<const float> map,
                                           std::span<const std::uint8_t> mask,
                                           const TruthMask& truth);

// The benchmark's mask: 1 where the map is above its mean, else 0.
[[nodiscard]] std::vector<std::uint8_t> above_mean(std::span<const float> map);

[[nodiscard]] PhotoScore photo_score(std::string photo, const SegmentScores& scores);

}  // namespace vitviz::eval
