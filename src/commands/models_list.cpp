// SPDX-License-Identifier: Apache-2.0
#include "commands/models_list.h"

#include <cstdint>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "fetch/model_cache.h"

namespace vitviz::commands {
namespace {

constexpr std::int64_t kMillion = 1000000;

std::string note_of(const fetch::KnownModel& known) {
  if (known.supply == fetch::Supply::kOnRequest) return " (on request)";
  return known.restricted ? " (restricted)" : "";
}

}  // namespace

std::string table_of_models() {
  constexpr const char* kRow = "{:<2}{:<24}{:<22}{:<10}{:>8} {:>8}  {}\n";
  std::string table =
      fmt::format(kRow, "", "name", "training", "network", "weights", "size", "licence");
  for (const fetch::KnownModel& known : fetch::catalogue()) {
    const std::string size = known.megabytes > 0 ? fmt::format("{} MB", known.megabytes) : "";
    table += fmt::format(kRow, fetch::cached(known) ? "*" : "", known.name, known.training,
                         known.architecture, fmt::format("{} M", known.millions), size,
                         std::string(known.licence) + note_of(known));
  }
  return table +
         "\n* is fetched already. 'vitviz models get NAME' fetches another; 'vitviz -m NAME' uses "
         "it;\n'vitviz models --json' shows the addresses.\n";
}

std::string json_of_models() {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const fetch::KnownModel& known : fetch::catalogue()) {
    const auto path = fetch::cached(known);
    list.push_back({{"name", known.name},
                    {"training", known.training},
                    {"architecture", known.architecture},
                    {"parameters", known.millions * kMillion},
                    {"bytes", known.megabytes > 0 ? Json(known.megabytes * kMillion) : Json()},
                    {"licence", known.licence},
                    {"restricted", known.restricted},
                    {"on_request", known.supply == fetch::Supply::kOnRequest},
                    {"url", known.address},
                    {"path", path ? Json(path->string()) : Json()}});
  }
  constexpr int kIndent = 2;
  return list.dump(kIndent, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
}

}  // namespace vitviz::commands
