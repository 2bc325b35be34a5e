// SPDX-License-Identifier: Apache-2.0
#include "scoring/truth.h"

#include <string>

namespace vitviz::scoring {

Truth read_truth(const eval::Example& example, const eval::DataSet& data_set,
                 const eval::Task& task, image::Size photo) {
  Truth truth;
  if (&task == &eval::kCorloc) {
    truth.boxes = eval::read_true_boxes(example, data_set.mask_file, photo);
  } else {
    truth.mask = eval::read_truth(example, data_set.mask_file, photo);
  }
  return truth;
}

std::optional<eval::LeftOut> reason_to_leave_out(const eval::Example& example, const Truth& truth,
                                                 const eval::Task& task,
                                                 eval::HardBoxes hard_boxes) {
  const auto because = [&](std::string_view reason) {
    return eval::LeftOut{example.name, std::string(reason)};
  };
  if (&task == &eval::kCorloc) {
    if (!eval::score_corloc(std::nullopt, truth.boxes, hard_boxes)) return because(eval::kNoBox);
  } else if (&task == &eval::kJaccard) {
    if (eval::object_ids(truth.mask).empty()) return because(eval::kNoObject);
  } else if (!eval::has_pixels(truth.mask)) {
    return because(eval::kAllVoid);
  }
  return std::nullopt;
}

}  // namespace vitviz::scoring
