// SPDX-License-Identifier: Apache-2.0
#include "batch/inputs.h"

#include <algorithm>
#include <regex>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "analysis/map_kind.h"
#include "base/argument.h"
#include "base/text.h"
#include "image/photo_file.h"
#include "image/photo_format.h"
#include "views/view_table.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& file) { return file.filename().string().front() == '.'; }

// What leads nowhere or cannot be looked at counts as well: the user should hear that a photo is
// missing.
bool is_photo(const fs::directory_entry& entry) {
  if (is_hidden(entry.path()) || !image::has_photo_extension(entry.path())) return false;
  if (is_own_result(entry.path())) return false;
  std::error_code error;
  const fs::file_type type = entry.status(error).type();
  return error || type == fs::file_type::regular || type == fs::file_type::not_found;
}

// By what the folder says of its entries where it does, without looking at them.
bool is_subfolder(const fs::directory_entry& entry) {
  std::error_code ignored;
  return !is_hidden(entry.path()) && !entry.is_symlink(ignored) && entry.is_directory(ignored);
}

base::Error unreadable(const fs::path& folder, const std::error_code& reason) {
  return {base::ErrorCode::kInput, fmt::format("{}: the folder cannot be read: {}",
                                               base::printable(folder.string()), reason.message())};
}

base::Error without_photos(const fs::path& folder, Depth depth) {
  return {base::ErrorCode::kInput,
          fmt::format("{}: there are no photos in this folder", base::printable(folder.string())),
          depth == Depth::kFolderOnly
              ? base::argument("recursive") + " also looks into the folders below it"
              : ""};
}

// All entries by name. What was read before an error is kept.
std::vector<fs::directory_entry> sorted_entries(const fs::path& folder, std::error_code& error) {
  std::vector<fs::directory_entry> entries;
  fs::directory_iterator next(folder, error);
  while (!error && next != fs::directory_iterator()) {
    entries.push_back(*next);
    next.increment(error);
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

// `subfolder` is `folder` as seen from the folder the user named.
void add_folder(const fs::path& folder, const fs::path& subfolder, Depth depth,
                std::vector<Input>& inputs) {
  std::error_code error;
  const std::vector<fs::directory_entry> entries = sorted_entries(folder, error);
  if (error) inputs.push_back({folder, subfolder, unreadable(folder, error)});
  for (const fs::directory_entry& entry : entries) {
    if (is_photo(entry)) inputs.push_back({entry.path(), subfolder, std::nullopt});
  }
  if (depth == Depth::kFolderOnly) return;
  for (const fs::directory_entry& entry : entries) {
    if (!is_subfolder(entry)) continue;
    add_folder(entry.path(), subfolder / entry.path().filename(), depth, inputs);
  }
}

// "attention|rollout|…|heat|mask|…": the last word of a picture's name (file_plan.h).
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

std::vector<Input> find_photos(const std::vector<fs::path>& arguments, Depth depth) {
  std::vector<Input> inputs;
  for (const fs::path& argument : arguments) {
    std::error_code ignored;
    if (!fs::is_directory(argument, ignored)) {
      inputs.push_back({argument, {}, std::nullopt});
      continue;
    }
    const std::size_t before = inputs.size();
    add_folder(argument, {}, depth, inputs);
    if (inputs.size() == before) {
      inputs.push_back({argument, {}, without_photos(argument, depth)});
    }
  }
  return inputs;
}

bool is_own_result(const fs::path& file) {
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

std::optional<std::vector<base::Failure>> failures_of_all(const std::vector<Input>& inputs) {
  std::vector<base::Failure> failures;
  for (const Input& input : inputs) {
    try {
      if (input.error) throw base::Error(*input.error);
      std::error_code ignored;
      const bool is_pipe = fs::is_other(fs::status(input.path, ignored));
      if (!is_pipe) image::PhotoFile(input.path, image::Orientation::kUpright);
      return std::nullopt;  // what comes out of a pipe comes only once
    } catch (...) {
      failures.push_back(base::current_failure());
    }
  }
  return failures;
}

}  // namespace vitviz::batch
