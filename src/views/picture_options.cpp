// SPDX-License-Identifier: Apache-2.0
#include "views/picture_options.h"

#include <string>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"

namespace vitviz::views {

void check_views(const ViewList& views, const analysis::MapSelection& selection) {
  const analysis::MapKind& map = selection.map();
  if (map.source == analysis::Source::kAttention) return;
  for (const View* view : views) {
    if (!view->of_attention) continue;
    base::fail_argument("view", std::string(view->name),
                        fmt::format("shows the attention of each head, not a {} map", map.name),
                        "draw it by itself, without " + base::argument("map"));
  }
}

}  // namespace vitviz::views
