// SPDX-License-Identifier: Apache-2.0
// The score of attention heads as segmentation that DINO reports on VOC: for each object the
// overlap |mask ∩ object| / |mask ∪ object| with the mask of its best head.
//
// Averaged over the objects of a photo, then over the photos. Objects are the ids of the truth:
// instances or classes, as the file has them. With one mask it is that of a fixed head.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "eval/photo_score.h"
#include "eval/truth_mask.h"

namespace vitviz::eval {

struct ObjectOverlap {
  std::uint8_t id = 0;   // in the truth
  int mask = 0;          // the best one; of equal ones the first
  double jaccard = 0.0;  // its intersection over union

  friend bool operator==(const ObjectOverlap&, const ObjectOverlap&) = default;
};

// For each object, by id; none where the truth has none. A mask has a byte for each pixel of the
// truth, not 0 inside. Void pixels are taken out of masks and objects. Requires: a mask.
[[nodiscard]] std::vector<ObjectOverlap> best_overlaps(
    std::span<const std::vector<std::uint8_t>> masks, const TruthMask& truth);

// Requires: an object.
[[nodiscard]] PhotoScore photo_score(std::string photo, std::span<const ObjectOverlap> objects);

}  // namespace vitviz::eval
