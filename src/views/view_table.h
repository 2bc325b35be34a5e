// SPDX-License-Identifier: Apache-2.0
// All views by name, as lists show them.
#pragma once

#include <span>
#include <vector>

#include "base/named.h"
#include "views/view.h"

namespace vitviz::views {

using ViewList = std::vector<const View*>;

[[nodiscard]] std::span<const base::Named<const View*>> all_views();

// Those of who asks for none.
[[nodiscard]] ViewList usual_views();

}  // namespace vitviz::views
