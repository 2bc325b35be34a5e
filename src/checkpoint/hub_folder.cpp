// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/hub_folder.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "io/flat_json.h"
#include "io/mapped_file.h"
#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

constexpr std::array<std::string_view, 7> kNames = {"model.safetensors",
                                                    "model.safetensors.index.json",
                                                    "pytorch_model.bin",
                                                    "pytorch_model.bin.index.json",
                                                    "open_clip_model.safetensors",
                                                    "open_clip_pytorch_model.bin",
                                                    "open_clip_model.safetensors.index.json"};

// Of files of any name, those that cannot execute anything first.
constexpr std::array<std::string_view, 6> kSuffixes = {".safetensors", ".pth", ".pt",
                                                       ".bin",         ".npz", ".gguf"};

// How the names of the hub's weights begin: model-00001-of-00002.safetensors has a config.json too.
constexpr std::array<std::string_view, 3> kStems = {"model", "pytorch_model", "open_clip_"};

struct HubText {
  std::string_view file;
  std::string_view prefix;  // of its keys
};
constexpr std::array kTexts = {HubText{"config.json", "config."},
                               HubText{"processor_config.json", "processor."},
                               HubText{"preprocessor_config.json", "preprocessor."},
                               HubText{"open_clip_config.json", "open_clip."}};

constexpr std::size_t kMaxFiles = 1 << 14;  // looked at in a folder
constexpr std::size_t kMaxListed = 8;

bool is_there(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

// The names of everything in the folder, sorted.
std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator() && names.size() < kMaxFiles;
       entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) {
    io::fail_model(folder.string(), fmt::format("cannot be read: {}", error.message()),
                   /*hint=*/"");
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), kMaxListed); ++i) {
    list += fmt::format("{}{}", i == 0 ? "" : ", ", io::in_quotes(names[i]));
  }
  if (names.size() > kMaxListed) list += fmt::format(" and {} more", names.size() - kMaxListed);
  return list;
}

}  // namespace

std::filesystem::path weights_in_folder(const std::filesystem::path& folder) {
  for (const std::string_view name : kNames) {
    if (is_there(folder / name)) return folder / name;
  }
  const std::vector<std::string> names = names_in(folder);
  for (const std::string_view suffix : kSuffixes) {
    std::vector<std::string> found;
    std::copy_if(
        names.begin(), names.end(), std::back_inserter(found),
        [&](const std::string& name) { return std::filesystem::path(name).extension() == suffix; });
    if (found.size() == 1) return folder / found.front();
    if (found.size() > 1) {
      io::fail_model(folder.string(),
                     fmt::format("has {} models: {}", found.size(), list_of(found)),
                     "name one of them");
    }
  }
  const std::string hint = is_there(folder / "snapshots")
                               ? "it is of the hub's cache: name a folder below its 'snapshots'"
                               : "a model's folder has a model.safetensors or pytorch_model.bin";
  io::fail_model(folder.string(),
                 names.empty()
                     ? "is an empty folder"
                     : fmt::format("is a folder without a model; it has {}", list_of(names)),
                 hint);
}

bool has_hub_name(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  const bool has_stem = std::any_of(kStems.begin(), kStems.end(), [&](std::string_view stem) {
    return name.compare(0, stem.size(), stem) == 0;
  });
  const std::filesystem::path suffix = file.extension();
  return has_stem && (suffix == ".safetensors" || suffix == ".bin" || suffix == ".json");
}

void add_hub_metadata(const std::filesystem::path& folder, io::Checkpoint& checkpoint) {
  for (const HubText& text : kTexts) {
    const std::filesystem::path path = folder / text.file;
    if (!is_there(path)) continue;
    for (auto& [key, value] : io::parse_flat_json(io::MappedFile(path).bytes(), path.string())) {
      checkpoint.metadata.insert_or_assign(fmt::format("{}{}", text.prefix, key), value);
    }
  }
}

}  // namespace vitviz::checkpoint
