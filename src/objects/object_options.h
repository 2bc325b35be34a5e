// SPDX-License-Identifier: Apache-2.0
// What becomes of a mask of patches at the photo's size. Every default is here.
#pragma once

#include <array>
#include <optional>

#include "base/named.h"
#include "field/upsample.h"

namespace vitviz::objects {

// How a mask gets the photo's edges.
enum class Refine {
  kNone,       // not at all: it is resampled
  kBilateral,  // by the bilateral solver (masks/refine.h), and cleaned
  kGuided,     // by the guided filter (field/photo_guide.h)
};

inline constexpr std::array kRefines = {
    base::Named{"none", Refine::kNone},
    base::Named{"bilateral", Refine::kBilateral},
    base::Named{"guided", Refine::kGuided},
};

inline constexpr Refine kUsualRefine = Refine::kBilateral;

// More are not told apart.
inline constexpr int kMostObjects = 99;

struct ObjectOptions {
  std::optional<Refine> refine = {};  // kUsualRefine when empty
  bool clean = false;                 // whether holes are filled and specks dropped (masks/clean.h)
  // So many objects at most, each by itself: what a method of several finds, in its order, or the
  // parts of the mask, the largest first. 0: all of the mask as one object.
  int separate = 0;
  field::Upsample upsample = field::Upsample::kBicubic;  // of the scores of patches
};

[[nodiscard]] inline Refine refine_of(const ObjectOptions& options) {
  return options.refine.value_or(kUsualRefine);
}

// Whether a mask is changed pixel by pixel, and not only resampled.
[[nodiscard]] inline bool is_cleaned(const ObjectOptions& options) {
  return options.clean || refine_of(options) == Refine::kBilateral;
}

}  // namespace vitviz::objects
