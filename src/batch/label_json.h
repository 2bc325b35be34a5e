// SPDX-License-Identifier: Apache-2.0
// Which map something is told of, as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "analysis/map_selection.h"

namespace vitviz::batch {

// What a label says, as fields of an object.
void add_label(nlohmann::ordered_json& object, const analysis::MapLabel& label);

// The block or the head of all maps, where they have it in common: a number, "pooling", or how the
// heads are fused; "all" where each has its own.
[[nodiscard]] nlohmann::ordered_json block_json(const analysis::MapSelection& selection);
[[nodiscard]] nlohmann::ordered_json head_json(const analysis::MapSelection& selection);

}  // namespace vitviz::batch
