// SPDX-License-Identifier: Apache-2.0
#include "inputs/own_result.h"

#include <regex>
#include <string>

#include <fmt/format.h>

#include "analysis/map_kind.h"
#include "views/view_table.h"

namespace vitviz::inputs {
namespace {

// "attention|rollout|…|heat|mask|…": the last word of a picture's name (batch/file_plan.h).
std::string names_of_results() {
  std::string names;
  for (const auto& [name, kind] : analysis::map_kinds()) {
    names += fmt::format("{}{}", names.empty() ? "" : "|", name);
  }
  for (const auto& [name, view] : views::all_views()) {
    if (!view->has_map_name) names += fmt::format("|{}", name);
  }
  return names;
}

}  // namespace

bool is_own_result(const std::filesystem::path& file) {
  static const std::regex ending(R"(\.()" + names_of_results() +
                                 R"()(\.block\d+)?(\.head\d+)?(\.query\d+)?\.png)");
  // Only the end of the name is searched: std::regex recurses with the length of its text.
  constexpr std::size_t kLongestEnding = 64;
  const std::string name = file.filename().string();
  const std::string end =
      name.size() > kLongestEnding ? name.substr(name.size() - kLongestEnding) : name;
  std::smatch found;
  return std::regex_search(end, found, ending) && found.suffix().length() == 0;
}

}  // namespace vitviz::inputs
