// SPDX-License-Identifier: Apache-2.0
#include "measures/table_csv.h"

#include <cmath>
#include <cstddef>
#include <variant>

#include <fmt/format.h>

#include "base/csv.h"

namespace vitviz::measures {
namespace {

std::string field_of(const Key& key) {
  if (const int* number = std::get_if<int>(&key)) return std::to_string(*number);
  return base::csv_field(std::get<std::string>(key));
}

std::string field_of(double value) { return std::isnan(value) ? "" : fmt::format("{}", value); }

std::string joined(const std::vector<std::string>& fields) {
  return fmt::format("{}\n", fmt::join(fields, ","));
}

}  // namespace

std::string csv_of(const Table& table, const Table* deviations) {
  std::vector<std::string> head = table.keys;
  for (const std::string& column : table.columns) {
    head.push_back(column);
    if (deviations != nullptr) head.push_back(column + "_deviation");
  }
  std::string text = joined(head);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    std::vector<std::string> fields;
    for (const Key& key : table.rows[i].keys) fields.push_back(field_of(key));
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      fields.push_back(field_of(table.rows[i].values[column]));
      if (deviations != nullptr) fields.push_back(field_of(deviations->rows[i].values[column]));
    }
    text += joined(fields);
  }
  return text;
}

}  // namespace vitviz::measures
