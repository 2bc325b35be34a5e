// SPDX-License-Identifier: Apache-2.0
#include "eval/example.h"

#include <fmt/format.h>

#include "base/text.h"
#include "eval/data_set_error.h"

namespace vitviz::eval {

TruthMask read_truth(const Example& example, MaskFile kind, image::Size photo) {
  TruthMask truth = read_truth_mask(example.mask, kind);
  if (truth.size() != photo) {
    fail_data_set(example.mask,
                  fmt::format("this mask has {} x {} pixels, its photo {} has {} x {}",
                              truth.width(), truth.height(),
                              base::printable(example.photo.string()), photo.width, photo.height));
  }
  return truth;
}

}  // namespace vitviz::eval
