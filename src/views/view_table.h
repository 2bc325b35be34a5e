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

// Whether any of them is so, as in any_is(views, &View::of_tokens).
[[nodiscard]] bool any_is(const ViewList& views, bool View::*property);

// Whether any shows what each method of masks finds.
[[nodiscard]] bool compare_masks(const ViewList& views);

// The default views.
[[nodiscard]] ViewList usual_views();

}  // namespace vitviz::views
