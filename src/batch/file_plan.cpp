// SPDX-License-Identifier: Apache-2.0
#include "batch/file_plan.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;

using analysis::MapKind;
using analysis::MapLabel;
using analysis::MapSelection;
using views::Extent;
using views::View;

bool is_usual(const MapKind& map) { return &map == &analysis::usual_map(); }

// ".rollout.mask". An overlay is what people mean by "the attention": its file carries the name of
// the map alone. Where the map is the attention, other files do without it.
std::string words_of(const View& view, const MapKind& map) {
  if (view.has_map_name) return fmt::format(".{}", map.name);
  if (is_usual(map)) return fmt::format(".{}", view.name);
  return fmt::format(".{}.{}", map.name, view.name);
}

// "03", or nothing.
std::string digits(std::optional<int> number, int width) {
  return number ? fmt::format("{:0{}}", *number, width) : "";
}

// ".block03", or nothing.
std::string part(std::string_view word, const std::string& number) {
  return number.empty() ? "" : fmt::format(".{}{}", word, number);
}

ResultWords words_of_picture(const View& view, const MapLabel& label, const std::string& object,
                             const MapSelection& selection) {
  ResultWords words{.view = std::string(view.name),
                    .map = std::string(selection.map().name),
                    .block = digits(label.block, selection.block_digits()),
                    .head = digits(label.head, selection.head_digits()),
                    .query = digits(label.query, selection.query_digits()),
                    .object = object,
                    .usual = words_of(view, selection.map()),
                    .extension = {}};
  words.usual += part("block", words.block) + part("head", words.head) +
                 part("query", words.query) + part("object", object);
  return words;
}

ResultWords words_of_array(RawArray array, const MapKind& map) {
  const bool of_map =
      array == RawArray::kMap || array == RawArray::kMask || array == RawArray::kNpz;
  const std::string prefix = of_map && !is_usual(map) ? fmt::format(".{}", map.name) : "";
  const std::string name(base::name_of(kRawArrays, array));
  const bool is_npz = array == RawArray::kNpz;
  return {.view = name,
          .map = std::string(map.name),
          .usual = is_npz ? prefix : fmt::format("{}.{}", prefix, name),
          .extension = is_npz ? ".npz" : ".npy"};
}

// The objects that have a picture of their own, in digits; "" is all of them together.
std::vector<std::string> object_digits(int objects) {
  const auto width = static_cast<int>(std::to_string(objects).size());
  std::vector<std::string> numbers;
  for (int object = 1; object <= objects; ++object) numbers.push_back(digits(object, width));
  return numbers;
}

[[noreturn]] void fail(const std::string& message, const std::string& hint) {
  throw base::Error(base::ErrorCode::kOutput, message, hint);
}

[[noreturn]] void fail_folder(const fs::path& folder, const std::string& reason) {
  fail(fmt::format("{}: cannot be used as the folder for results: {}",
                   base::printable(folder.string()), reason),
       "choose another folder with " + base::argument("out"));
}

// A pattern may leave out what tells results apart.
void check_distinct(std::vector<fs::path> files) {
  std::sort(files.begin(), files.end());
  const auto twice = std::adjacent_find(files.begin(), files.end());
  if (twice == files.end()) return;
  base::fail_argument(
      "name", "",
      fmt::format("two results of a photo would be called {}", base::printable(twice->string())),
      "add {view}, {block}, {head}, {query} or {object} to it");
}

}  // namespace

std::vector<fs::path> FilePlan::files() const {
  std::vector<fs::path> files;
  for (const PlannedPicture& picture : pictures) files.push_back(picture.path);
  for (const PlannedArray& array : arrays) files.push_back(array.path);
  return files;
}

FilePlan plan_files(const ResultName& name, const views::ViewList& views,
                    const std::vector<RawArray>& arrays, const MapSelection& selection, int objects,
                    const std::string& extension) {
  FilePlan plan;
  const auto add = [&](Extent extent, int query, int map, const MapLabel& label) {
    for (const View* view : views) {
      if (view->extent != extent) continue;
      const auto add_picture = [&](std::optional<int> object, const std::string& number) {
        ResultWords words = words_of_picture(*view, label, number, selection);
        words.extension = extension;
        plan.pictures.push_back({view, query, map, label, object, name.file(words)});
      };
      if (!view->of_objects || objects == 0) add_picture(std::nullopt, "");
      if (!view->of_objects) continue;
      int object = 0;
      for (const std::string& number : object_digits(objects)) add_picture(++object, number);
    }
  };
  const std::vector<MapLabel> labels = selection.labels();
  for (int query = 0; query < std::max(1, selection.query_count()); ++query) {
    const auto number = selection.query_count() > 0 ? std::optional(query + 1) : std::nullopt;
    int map = 0;
    for (const auto& [block, head, none] : labels) {
      add(Extent::kMap, query, map, {block, head, number});
      if (head.value_or(0) == 0) add(Extent::kBlock, query, map, {block, {}, number});
      ++map;
    }
    add(Extent::kQuery, query, 0, {{}, {}, number});
  }
  add(Extent::kPhoto, 0, 0, {});
  for (const RawArray array : arrays) {
    plan.arrays.push_back({array, name.file(words_of_array(array, selection.map()))});
  }
  check_distinct(plan.files());
  return plan;
}

void check_name(const fs::path& path, base::Overwrite overwrite, const KeptFiles& kept) {
  const std::size_t length = path.filename().string().size();
  if (length > NAME_MAX) {
    fail(fmt::format("{}: this name is too long: {} bytes, allowed are {}",
                     base::printable(path.string()), length, NAME_MAX),
         "rename the photo");
  }
  if (kept.contains(path)) {
    fail(fmt::format("{}: is read by this call, and so is never replaced",
                     base::printable(path.string())),
         "choose another folder with " + base::argument("out"));
  }
  if (overwrite == base::Overwrite::kReplace) return;
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(path, ignored))) base::fail_because_it_exists(path);
}

void create_folder_for(const fs::path& stem) {
  const fs::path folder = stem.parent_path().empty() ? fs::path(".") : stem.parent_path();
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail_folder(folder, error.message());
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    fail_folder(folder, std::generic_category().message(errno));
  }
}

}  // namespace vitviz::batch
