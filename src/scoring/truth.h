// SPDX-License-Identifier: Apache-2.0
// What a photo's prediction is held against.
#pragma once

#include <optional>
#include <vector>

#include "eval/corloc.h"
#include "eval/data_set.h"
#include "eval/photo_score.h"
#include "eval/task.h"
#include "eval/truth_mask.h"

namespace vitviz::scoring {

struct Truth {
  eval::TruthMask mask;              // no pixels where boxes are scored
  std::vector<eval::TrueBox> boxes;  // none where masks are scored
};

// Of a photo of this size. Throws Error(kInput) when the file cannot be read or has another size.
[[nodiscard]] Truth read_truth(const eval::Example& example, const eval::DataSet& data_set,
                               const eval::Task& task, image::Size photo);

// Why such a truth has no score, whatever is predicted; nothing where it has one.
[[nodiscard]] std::optional<eval::LeftOut> reason_to_leave_out(const eval::Example& example,
                                                               const Truth& truth,
                                                               const eval::Task& task,
                                                               eval::HardBoxes hard_boxes);

}  // namespace vitviz::scoring
