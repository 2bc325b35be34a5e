// SPDX-License-Identifier: Apache-2.0
// Where the object is by a map: what mask, outline and cutout show.
#pragma once

#include "field/region.h"
#include "views/view.h"

namespace vitviz::views {

// The object that is to be shown, by the map numbered `map`. Requires: there is one.
[[nodiscard]] const field::Region& region_of(int map, const ViewInput& input);

}  // namespace vitviz::views
