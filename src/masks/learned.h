// SPDX-License-Identifier: Apache-2.0
// The mask head: one linear layer that was trained to tell the object's patches from the others, as
// FOUND's second stage does (found.h).
#pragma once

#include <span>
#include <vector>

#include "tensor/shapes.h"

namespace vitviz::masks {

struct MaskHead {
  tensor::Vector weight;  // [C]
  float bias = 0;
};

// The logit of every patch: tokens [N, C] · weight + bias: [N]. The object is where it is above
// zero, for there its sigmoid is above 0.5. A logit that no float can hold is the largest one.
// Requires: as many columns as weights; the numbers are finite.
[[nodiscard]] std::vector<float> mask_logits(tensor::ConstMatrixRef tokens, const MaskHead& head);

}  // namespace vitviz::masks
