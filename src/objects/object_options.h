// SPDX-License-Identifier: Apache-2.0
// What becomes of a mask of patches at the photo's size. Every default is here.
#pragma once

#include <array>

#include "base/named.h"
#include "field/taps.h"

namespace vitviz::objects {

// How a mask gets the photo's edges.
enum class Refine {
  kNone,       // not at all: it is resampled
  kBilateral,  // by the bilateral solver (masks/refine.h)
  kGuided,     // by the guided filter (field/photo_guide.h)
};

inline constexpr std::array kRefines = {
    base::Named{"none", Refine::kNone},
    base::Named{"bilateral", Refine::kBilateral},
    base::Named{"guided", Refine::kGuided},
};

// Of more no photo needs files.
inline constexpr int kMostObjects = 99;

struct ObjectOptions {
  Refine refine = Refine::kNone;
  bool clean = false;  // fill holes, drop specks (masks/clean.h)
  // All there is as one object when 0. Else the parts of it, or what a method of several objects
  // finds: so many at most, the largest, or the first found.
  int separate = 0;
  field::Upsample upsample = field::Upsample::kBicubic;  // of scores of patches
};

}  // namespace vitviz::objects
