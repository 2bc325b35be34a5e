// SPDX-License-Identifier: Apache-2.0
#include "measures/table.h"

#include <algorithm>
#include <cstddef>

#include "base/check.h"

namespace vitviz::measures {

const Table& find_table(const std::vector<Table>& tables, std::string_view name) {
  const auto found = std::find_if(tables.begin(), tables.end(),
                                  [name](const Table& table) { return table.name == name; });
  VITVIZ_CHECK(found != tables.end());
  return *found;
}

std::string key_in_words(const Table& table, const Row& row) {
  std::string words;
  for (std::size_t i = 0; i < row.keys.size(); ++i) {
    if (i > 0) words += ", ";
    if (const int* number = std::get_if<int>(&row.keys[i])) {
      words += table.keys[i] + " " + std::to_string(*number);
    } else {
      words += std::get<std::string>(row.keys[i]);
    }
  }
  return words;
}

}  // namespace vitviz::measures
