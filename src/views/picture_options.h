// SPDX-License-Identifier: Apache-2.0
// What is drawn of an analysis, and how. Every default is here.
#pragma once

#include <array>
#include <optional>
#include <variant>

#include "analysis/map_selection.h"
#include "base/named.h"
#include "color/colormap.h"
#include "color/value_range.h"
#include "field/upsample.h"
#include "objects/object_options.h"
#include "render/overlay.h"
#include "views/view_table.h"

namespace vitviz::views {

// Over which numbers the colours are spread.
struct OwnRange {};     // of each map by itself
struct SharedRange {};  // of all maps of a call
using RangeChoice = std::variant<OwnRange, SharedRange, color::ValueRange>;

inline constexpr double kMostRange = 1e30;  // of a number given: differences stay floats
inline constexpr double kMostGamma = 10;    // and 1 / kMostGamma the least

struct PictureOptions {
  ViewList views = usual_views();
  render::OverlayOptions overlay;  // whose colormap is that of heat and of legends, too
  RangeChoice range;
  float gamma = 1;
  field::Upsample upsample = field::Upsample::kBicubic;
  bool foreground = false;  // whether pca shows the object alone
  bool guided = false;      // whether maps follow the photo's edges
  objects::ObjectOptions objects = {};
  bool boxes = false;  // whether outline draws the objects' boxes

  std::optional<bool> legend;              // beside sheets, and nothing else, when empty
  std::optional<color::RangeBy> range_by;  // of sheets: by map in heads, by block in blocks
  double scale = 1.0;                      // of sheets and legends, kLeastScale to kMostScale
};

inline constexpr std::array kColormaps = {
    base::Named{"inferno", color::Colormap::kInferno},
    base::Named{"viridis", color::Colormap::kViridis},
    base::Named{"magma", color::Colormap::kMagma},
    base::Named{"turbo", color::Colormap::kTurbo},
    base::Named{"gray", color::Colormap::kGray},
};
using field::kUpsamples;
inline constexpr std::array kRangeBys = {
    base::Named{"map", color::RangeBy::kMap},
    base::Named{"block", color::RangeBy::kBlock},
    base::Named{"all", color::RangeBy::kAll},
};

// Throws Error(kArgument) when a view shows the attention of heads, and another map is asked for.
void check_views(const ViewList& views, const analysis::MapSelection& selection);

}  // namespace vitviz::views
