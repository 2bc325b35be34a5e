// SPDX-License-Identifier: Apache-2.0
#include "vitviz/names.h"

#include "analysis/map_kind.h"
#include "masks/method_table.h"
#include "views/view_table.h"

namespace vitviz {
namespace {

// Of a table whose values have a line of help.
template <typename Table>
std::vector<Name> names_of(const Table& table) {
  std::vector<Name> names;
  for (const auto& [name, value] : table) {
    names.push_back({std::string(name), std::string(value->help)});
  }
  return names;
}

}  // namespace

std::vector<Name> map_names() { return names_of(analysis::map_kinds()); }

std::vector<Name> mask_names() { return names_of(masks::all_methods()); }

std::vector<Name> view_names() {
  std::vector<Name> names;
  for (const auto& [name, view] : views::all_views()) {
    if (view->draw != nullptr) names.push_back({std::string(name), std::string(view->help)});
  }
  return names;
}

std::string version() { return VITVIZ_VERSION; }

}  // namespace vitviz
