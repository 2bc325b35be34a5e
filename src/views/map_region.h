// SPDX-License-Identifier: Apache-2.0
// Where the object is by a map: what mask, outline and cutout show.
#pragma once

#include "field/region.h"
#include "views/view.h"

namespace vitviz::views {

// The region of the map numbered `map` that holds the share that is asked for (field/region.h).
[[nodiscard]] field::Region region_of(int map, const ViewInput& input);

}  // namespace vitviz::views
