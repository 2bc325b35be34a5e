// SPDX-License-Identifier: Apache-2.0
#include "batch/file_plan.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <map>
#include <set>
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

std::string file_ending(RawArray array, const MapKind& map) {
  const bool of_map =
      array == RawArray::kMap || array == RawArray::kMask || array == RawArray::kNpz;
  const std::string prefix = of_map && !is_usual(map) ? fmt::format(".{}", map.name) : "";
  if (array == RawArray::kNpz) return prefix + ".npz";
  return fmt::format("{}.{}.npy", prefix, base::name_of(kRawArrays, array));
}

std::string label_text(const MapLabel& label, const MapSelection& selection) {
  std::string text;
  if (label.block) text += fmt::format(".block{:0{}}", *label.block, selection.block_digits());
  if (label.head) text += fmt::format(".head{:0{}}", *label.head, selection.head_digits());
  if (label.query) text += fmt::format(".query{:0{}}", *label.query, selection.query_digits());
  return text;
}

// The objects that have a picture of their own; nothing is all of them together.
std::vector<std::optional<int>> object_numbers(const View& view, int objects) {
  if (!view.of_objects || objects == 0) return {std::nullopt};
  std::vector<std::optional<int>> numbers;
  for (int object = 1; object <= objects; ++object) numbers.emplace_back(object);
  return numbers;
}

std::string object_text(int object, int objects) {
  return fmt::format(".object{:0{}}", object, std::to_string(objects).size());
}

fs::path with_ending(const fs::path& stem, const std::string& ending) {
  fs::path path = stem;
  path += ending;
  return path;
}

[[noreturn]] void fail(const std::string& message, const std::string& hint) {
  throw base::Error(base::ErrorCode::kOutput, message, hint);
}

[[noreturn]] void fail_folder(const fs::path& folder, const std::string& reason) {
  fail(fmt::format("{}: cannot be used as the folder for results: {}",
                   base::printable(folder.string()), reason),
       "choose another folder with " + base::argument("out"));
}

}  // namespace

std::vector<fs::path> FilePlan::files() const {
  std::vector<fs::path> files;
  for (const PlannedPicture& picture : pictures) files.push_back(picture.path);
  for (const PlannedArray& array : arrays) files.push_back(array.path);
  return files;
}

std::vector<fs::path> plan_stems(const std::vector<inputs::Input>& inputs, const fs::path& out) {
  const fs::path folder = out == "." ? fs::path() : out;  // "cat.mask.png", not "./cat.mask.png"
  std::vector<fs::path> stems;
  std::set<fs::path> taken;
  std::vector<std::size_t> later;
  for (const inputs::Input& input : inputs) {
    stems.push_back(folder / input.subfolder / input.path.stem());
    if (input.error) continue;
    if (!taken.insert(stems.back()).second) later.push_back(stems.size() - 1);
  }
  // Only now, so that a photo that is really called cat-2 keeps its name.
  std::map<fs::path, int> last_number;
  for (const std::size_t i : later) {
    int& number = last_number.try_emplace(stems[i], 1).first->second;
    fs::path distinct;
    do {
      distinct = with_ending(stems[i], fmt::format("-{}", ++number));
    } while (!taken.insert(distinct).second);
    stems[i] = distinct;
  }
  return stems;
}

FilePlan plan_files(const fs::path& stem, const views::ViewList& views,
                    const std::vector<RawArray>& arrays, const MapSelection& selection,
                    int objects) {
  FilePlan plan;
  const auto add = [&](Extent extent, int query, int map, const MapLabel& label) {
    for (const View* view : views) {
      if (view->extent != extent) continue;
      const std::string ending = words_of(*view, selection.map()) + label_text(label, selection);
      for (const std::optional<int> object : object_numbers(*view, objects)) {
        const std::string number = object ? object_text(*object, objects) : "";
        const fs::path path = with_ending(stem, ending + number + ".png");
        plan.pictures.push_back({view, query, map, label, object, path});
      }
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
    plan.arrays.push_back({array, with_ending(stem, file_ending(array, selection.map()))});
  }
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
