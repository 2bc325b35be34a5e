// SPDX-License-Identifier: Apache-2.0
#include "views/view_table.h"

#include <algorithm>
#include <array>

namespace vitviz::views {

// Each has a file of its own, overlay.cpp and so on.
extern const View kOverlay, kCompare, kHeat, kMask, kOutline, kCutout, kHeads, kBlocks, kMasks,
    kColors, kPca, kTerminal;

std::span<const base::Named<const View*>> all_views() {
  using Row = base::Named<const View*>;
  static const std::array rows = {
      Row{kOverlay.name, &kOverlay}, Row{kCompare.name, &kCompare}, Row{kHeat.name, &kHeat},
      Row{kMask.name, &kMask},       Row{kOutline.name, &kOutline}, Row{kCutout.name, &kCutout},
      Row{kHeads.name, &kHeads},     Row{kBlocks.name, &kBlocks},   Row{kMasks.name, &kMasks},
      Row{kColors.name, &kColors},   Row{kPca.name, &kPca},         Row{kTerminal.name, &kTerminal},
  };
  return rows;
}

bool any_is(const ViewList& views, bool View::*property) {
  return std::ranges::any_of(views, [&](const View* view) { return view->*property; });
}

bool compare_masks(const ViewList& views) { return any_is(views, &View::compares_masks); }

ViewList usual_views() { return {&kOverlay, &kMask}; }

}  // namespace vitviz::views
