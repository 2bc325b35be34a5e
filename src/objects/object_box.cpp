// SPDX-License-Identifier: Apache-2.0
#include "objects/object_box.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "objects/object_levels.h"

namespace vitviz::objects {

masks::ObjectPart box_of(const field::Region& region, base::ThreadPool& threads) {
  return masks::whole_object(levels_of(region, threads));
}

bool is_empty(const field::Region& region) {
  if (region.map.highest() < region.threshold) return true;
  std::vector<float> values(static_cast<std::size_t>(region.map.size().width));
  for (int y = 0; y < region.map.size().height; ++y) {
    region.map.row(y, values);
    if (*std::ranges::max_element(values) >= region.threshold) return false;
  }
  return true;
}

}  // namespace vitviz::objects
