// SPDX-License-Identifier: Apache-2.0
#include "measures/table_json.h"

#include <cmath>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

namespace vitviz::measures {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Row& row) {
  Json fields = Json::array();
  for (const Key& key : row.keys) std::visit([&](const auto& one) { fields.push_back(one); }, key);
  for (const double value : row.values) {
    fields.push_back(std::isnan(value) ? Json(nullptr) : Json(value));
  }
  return fields;
}

}  // namespace

Json json_of(const std::vector<Table>& tables) {
  Json all = Json::object();
  for (const Table& table : tables) {
    Json rows = Json::array();
    for (const Row& row : table.rows) rows.push_back(json_of(row));
    all[table.name] = {{"keys", table.keys}, {"columns", table.columns}, {"rows", std::move(rows)}};
  }
  return all;
}

}  // namespace vitviz::measures
