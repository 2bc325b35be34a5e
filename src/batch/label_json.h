// SPDX-License-Identifier: Apache-2.0
// What a label says, as fields of a JSON object.
#pragma once

#include <nlohmann/json.hpp>

#include "analysis/map_selection.h"

namespace vitviz::batch {

inline void add_label(nlohmann::ordered_json& object, const analysis::MapLabel& label) {
  if (label.block) object["block"] = *label.block;
  if (label.head) object["head"] = *label.head;
  if (label.query) object["query"] = *label.query;
}

}  // namespace vitviz::batch
