// SPDX-License-Identifier: Apache-2.0
// What is measured, as plain tables: the same for a CSV file, for JSON, for a plot, and for means
// over many photos.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vitviz::measures {

using Key = std::variant<int, std::string>;

struct Row {
  std::vector<Key> keys;       // which block, head, …
  std::vector<double> values;  // not a number where there is nothing to measure
};

struct Table {
  std::string name;
  std::vector<std::string> keys;     // the names of the rows' keys
  std::vector<std::string> columns;  // and of their values
  // Whether every photo has the same rows for a model, so that means over photos make sense.
  bool is_comparable = true;
  std::vector<Row> rows = {};
};

// Requires: there is one of that name.
[[nodiscard]] const Table& find_table(const std::vector<Table>& tables, std::string_view name);

// A row's keys in words: "block 3, norm1".
[[nodiscard]] std::string key_in_words(const Table& table, const Row& row);

}  // namespace vitviz::measures
