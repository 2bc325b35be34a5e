// SPDX-License-Identifier: Apache-2.0
// A map → what belongs to the object. One rule for patches and pixels, DINO's (mass_mask.h): the
// strongest parts that together hold the share `keep` of what the map holds. Numbers below zero
// hold nothing and are never inside.
//
// It is asked in two ways, because a picture has no patches:
//
//   of patches  counts them. An array of masks, DINO's pictures, and a picture in which patches
//   stay
//               whole. Of equal patches the first are kept, as many as are needed.
//   of pixels   takes all above a threshold. A smooth picture, whose edge then runs between the
//               patches: the map at the photo's size is sampled, the rule is applied to the
//               samples, and the weakest that it keeps is the threshold. Equal values are taken
//               together.
//
// So both hold `keep`, but not in the same place: where the edge crosses a patch, the patch is
// inside or outside as a whole, and of its pixels only some are. Scores of masks are to be taken
// from the one that is scored.
//
// For all functions: the numbers are finite; 0 < keep <= 1.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vitviz::masks {

// A 1 for each patch of the map [N] that is kept, and a 0 for each other.
[[nodiscard]] std::vector<std::uint8_t> mask_of_patches(std::span<const float> map, double keep);

// Pixels whose value is at least this are kept, where `samples` stand for all pixels. keep = 1
// takes every pixel above zero, also between the samples; infinity where none is.
[[nodiscard]] float threshold_of_pixels(std::span<const float> samples, double keep);

}  // namespace vitviz::masks
