// SPDX-License-Identifier: Apache-2.0
#include "batch/label_json.h"

#include <optional>
#include <variant>

#include "base/named.h"

namespace vitviz::batch {

using Json = nlohmann::ordered_json;

void add_label(Json& object, const analysis::MapLabel& label) {
  if (label.block) object["block"] = *label.block;
  if (label.head) object["head"] = *label.head;
  if (label.query) object["query"] = *label.query;
}

Json block_json(const analysis::MapSelection& selection) {
  if (selection.is_pooling_head()) return "pooling";
  const std::optional<int> block = selection.only_block();
  return block ? Json(*block) : Json(analysis::kAllName);
}

Json head_json(const analysis::MapSelection& selection) {
  const analysis::HeadChoice& head = selection.head();
  if (const int* number = std::get_if<int>(&head)) return *number;
  if (const auto* fusion = std::get_if<tensor::HeadFusion>(&head)) {
    return base::name_of(analysis::kHeadFusions, *fusion);
  }
  return analysis::kAllName;
}

}  // namespace vitviz::batch
