// SPDX-License-Identifier: Apache-2.0
// What the table of all photos says of one: a row for each of its maps.
#pragma once

#include <array>
#include <string_view>

#include "analysis/map_selection.h"
#include "batch/draw_photo.h"
#include "batch/photo_json.h"
#include "model/blueprint.h"

namespace vitviz::batch {

// Behind the path of the photo; pixels are those of the photo, or of the part that is looked at.
inline constexpr auto kTableColumns = std::to_array<std::string_view>({
    "width",  // of the photo
    "height",
    "input_width",  // of what the network sees
    "input_height",
    "rows",  // of the grid of patches
    "cols",
    "model",
    "map",
    "block",    // a number, or "pooling"
    "head",     // a number, or how heads are fused
    "query",    // counted from 1; nothing for CLS
    "entropy",  // these as in maps/map_measures.h, in bits
    "concentration",
    "center_x",
    "center_y",
    "mask",       // the method
    "mask_area",  // of all objects of the map, in pixels
    "mask_share",
    "box_x",  // around all of them; nothing where there is none
    "box_y",
    "box_width",
    "box_height",
    "cls_share",  // of the query's attention, as in analysis/prefix_share.h
    "distillation_share",
    "registers_share",
    "class_index",  // the likeliest
    "class_label",
    "class_probability",
    "seconds_forward",  // last, for they differ from run to run
    "seconds_total",
});

// The columns that all rows of a photo have in common, and those of each map, by their names;
// without those of which nothing is known: {"all": {"width": 640, …}, "maps": [{"block": 11, …}]}
[[nodiscard]] Json table_entry(const DrawnPhoto& drawn, const model::Blueprint& model,
                               const analysis::MapSelection& selection);

}  // namespace vitviz::batch
