// SPDX-License-Identifier: Apache-2.0
#include "masks/method_table.h"

#include <array>

namespace vitviz::masks {

// Each has a file of its own: object_mask.cpp (mass), otsu.cpp and so on.
extern const Method kMass, kOtsu, kFound, kLost, kTokenCut, kMaskCut, kSpectral, kLearned;

std::span<const base::Named<const Method*>> all_methods() {
  using Row = base::Named<const Method*>;
  static const std::array rows = {
      Row{kMass.name, &kMass},         Row{kOtsu.name, &kOtsu},
      Row{kFound.name, &kFound},       Row{kLost.name, &kLost},
      Row{kTokenCut.name, &kTokenCut}, Row{kMaskCut.name, &kMaskCut},
      Row{kSpectral.name, &kSpectral}, Row{kLearned.name, &kLearned},
  };
  return rows;
}

const Method& mass_method() { return kMass; }
const Method& learned_method() { return kLearned; }

}  // namespace vitviz::masks
