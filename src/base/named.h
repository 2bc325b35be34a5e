// SPDX-License-Identifier: Apache-2.0
// Tables that give the values of the program their names on the command line and in results.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"

namespace vitviz::base {

template <typename Value>
struct Named {
  std::string_view name;
  Value value;
};
template <typename Value>
Named(const char*, Value) -> Named<Value>;

// Requires: every value has a name in `table`.
template <typename Table, typename Value>
[[nodiscard]] std::string_view name_of(const Table& table, Value value) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [value](const auto& entry) { return entry.value == value; });
  VITVIZ_CHECK(found != table.end());
  return found->name;
}

template <typename Table>
[[nodiscard]] auto value_named(const Table& table, std::string_view name) {
  std::optional<decltype(table.front().value)> found;
  for (const auto& entry : table) {
    if (entry.name == name) found.emplace(entry.value);
  }
  return found;
}

// "nearest, bilinear or bicubic", the names of a table of anything that has one.
template <typename Table>
[[nodiscard]] std::string names_in(const Table& table) {
  std::string names;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (i > 0) names += i + 1 == table.size() ? " or " : ", ";
    names += table[i].name;
  }
  return names;
}

template <typename Table>
[[nodiscard]] std::vector<std::string> list_of_names(const Table& table) {
  std::vector<std::string> names;
  for (const auto& entry : table) names.emplace_back(entry.name);
  return names;
}

}  // namespace vitviz::base
