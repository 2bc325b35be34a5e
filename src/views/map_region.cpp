// SPDX-License-Identifier: Apache-2.0
#include "views/map_region.h"

#include "base/check.h"

namespace vitviz::views {

const field::Region& region_of(int map, const ViewInput& input) {
  VITVIZ_CHECK(input.finder != nullptr);
  return input.finder->find({input.query_number, map}).at(input.object);
}

}  // namespace vitviz::views
