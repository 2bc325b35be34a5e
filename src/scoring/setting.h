// SPDX-License-Identifier: Apache-2.0
// What is predicted of every photo of a data set, and how it is compared with the truth. Every
// default is here or in what it names.
#pragma once

#include <array>

#include "analysis/question.h"
#include "base/named.h"
#include "eval/corloc.h"
#include "objects/object_options.h"

namespace vitviz::scoring {

// At which size predictions and truths are compared.
enum class ScoredAt {
  kPhoto,  // the photo's own, to which maps are enlarged
  kInput,  // the network's input, to which truths are reduced: pixel by pixel, the nearest
};

inline constexpr std::array kScoredAt = {
    base::Named{"photo", ScoredAt::kPhoto},
    base::Named{"input", ScoredAt::kInput},
};

struct Setting {
  // As stored, not upright: truths are drawn on the pixels as they lie. Colours are those that the
  // scripts of others read.
  analysis::Question question = {.orientation = image::Orientation::kStored,
                                 .color_profile = image::ColorProfile::kIgnored};
  objects::ObjectOptions objects;
  bool soft = false;  // of saliency: the map itself instead of a mask
  ScoredAt at = ScoredAt::kPhoto;
  eval::HardBoxes hard_boxes = eval::HardBoxes::kCount;
};

}  // namespace vitviz::scoring
