// SPDX-License-Identifier: Apache-2.0
#include "fetch/model_cache.h"

#include <vector>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/cache_folder.h"
#include "base/error.h"
#include "base/suggestion.h"
#include "base/text.h"

namespace vitviz::fetch {
namespace {

std::optional<std::string> nearest_name(const std::string& word) {
  std::vector<std::string> names;
  for (const KnownModel& known : catalogue()) names.emplace_back(known.name);
  return base::nearest(word, names);
}

using Kind = std::filesystem::file_type;

// Of the name itself, not of what a link leads to.
Kind kind_of(const std::filesystem::path& path) {
  std::error_code unknown;
  return std::filesystem::symlink_status(path, unknown).type();
}

// What was fetched is a folder with files in it. Whatever else has their names was put there.
void check_kind(const std::filesystem::path& path, Kind kind) {
  if (kind_of(path) == kind) return;
  throw base::Error(base::ErrorCode::kModel,
                    fmt::format("{}: is a link, or no {}", base::printable(path.string()),
                                kind == Kind::directory ? "folder" : "regular file"),
                    "remove it and fetch the model again, or name what it leads to with " +
                        base::argument("model"));
}

}  // namespace

std::optional<std::filesystem::path> model_cache() {
  const auto cache = base::cache_folder();
  return cache ? std::optional(*cache / "models") : std::nullopt;
}

std::optional<std::filesystem::path> cached(const KnownModel& known) {
  const auto cache = model_cache();
  if (!cache) return std::nullopt;
  const std::filesystem::path folder = *cache / known.name;
  const std::vector<RemoteFile> files = files_of(known.supply, known.address);
  if (files.empty() || kind_of(folder / files.back().name) == Kind::not_found) return std::nullopt;
  check_kind(folder, Kind::directory);
  for (const RemoteFile& file : files) {
    if (kind_of(folder / file.name) != Kind::not_found)
      check_kind(folder / file.name, Kind::regular);
  }
  return known.supply == Supply::kFile ? folder / files.back().name : folder;
}

bool is_cached(const KnownModel& known) {
  try {
    return cached(known).has_value();
  } catch (const base::Error&) {
    return false;
  }
}

std::filesystem::path resolve_model(const std::filesystem::path& word) {
  std::error_code ignored;
  if (std::filesystem::exists(word, ignored)) return word;
  const std::string name = word.string();
  const KnownModel* known = find_known_model(name);
  if (known != nullptr) {
    if (auto path = cached(*known)) return *std::move(path);
    throw base::Error(base::ErrorCode::kModel, name + ": this model has not been fetched yet",
                      "vitviz models get " + name);
  }
  // What looks like the name of a file is one; reading it says what is wrong.
  if (name.find_first_of("/.") != std::string::npos) return word;
  throw base::Error(base::ErrorCode::kModel,
                    base::printable(name) + ": there is no such file, nor a model of that name",
                    hint_for_unknown(name));
}

std::string hint_for_unknown(const std::string& name) {
  constexpr const char* kList = "'vitviz models' lists the names";
  const auto meant = nearest_name(name);
  return meant ? fmt::format("did you mean {}? {}", *meant, kList) : kList;
}

}  // namespace vitviz::fetch
