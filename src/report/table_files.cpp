// SPDX-License-Identifier: Apache-2.0
#include "report/table_files.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "measures/table_csv.h"
#include "measures/table_json.h"

namespace vitviz::report {

std::vector<TableFile> table_files(const Sight& sight) {
  std::vector<TableFile> files;
  for (const measures::Table& table : sight.tables) {
    const auto deviations =
        std::find_if(sight.deviations.begin(), sight.deviations.end(),
                     [&](const measures::Table& one) { return one.name == table.name; });
    const bool has_deviations = deviations != sight.deviations.end();
    files.push_back(
        {table.name + ".csv", measures::csv_of(table, has_deviations ? &*deviations : nullptr)});
  }
  nlohmann::ordered_json all = measures::json_of(sight.tables);
  if (!sight.deviations.empty()) all["deviations"] = measures::json_of(sight.deviations);
  using nlohmann::ordered_json;
  files.push_back(
      {"measures.json", all.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n"});
  return files;
}

}  // namespace vitviz::report
