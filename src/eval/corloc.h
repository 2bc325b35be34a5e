// SPDX-License-Identifier: Apache-2.0
// Correct localisation: in how many photos the one predicted box is on an object.
//
// A box is right when its IoU with any true box is above 0.5 (Deselaers et al., 2010).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "eval/box.h"
#include "eval/photo_score.h"

namespace vitviz::eval {

enum class HardBoxes {
  kCount,  // as any other
  kDrop,   // boxes marked as difficult or truncated are none: VOC_all's rule
};

struct CorlocScore {
  double best_iou = 0.0;  // of the predicted box with a true one; 0 without a prediction
  int boxes = 0;          // true ones

  [[nodiscard]] bool is_found() const { return best_iou > 0.5; }
};

// Nothing where no true box is left: such a photo does not count. A photo without a predicted box
// is a miss.
[[nodiscard]] std::optional<CorlocScore> score_corloc(const std::optional<Box>& predicted,
                                                      std::span<const TrueBox> truth,
                                                      HardBoxes hard_boxes);

[[nodiscard]] PhotoScore photo_score(std::string photo, const CorlocScore& score);

}  // namespace vitviz::eval
