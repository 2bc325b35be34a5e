// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/sharded.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/flat_json.h"
#include "io/mapped_file.h"
#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

constexpr std::string_view kWeights = "weight_map.";
constexpr std::string_view kMetadata = "metadata.";
constexpr std::size_t kMaxShards = 1 << 12;
constexpr std::size_t kMaxListed = 8;

// The names of the tensors by shard.
using Shards = std::map<std::string, std::vector<std::string>, std::less<>>;

bool begins_with(std::string_view text, std::string_view begin) {
  return text.substr(0, begin.size()) == begin;
}

// A shard lies beside its index: whoever wrote the index must not choose other files of the reader.
void check_shard_name(const std::string& shard, const std::string& index) {
  const bool is_plain = !shard.empty() && shard != "." && shard != ".." &&
                        shard.find_first_of("/\\") == std::string::npos;
  if (!is_plain) {
    io::fail_model(
        index, fmt::format("names the shard {}, which is not in its folder", io::in_quotes(shard)));
  }
  if (shard.ends_with(".json")) {
    io::fail_model(index,
                   fmt::format("names the shard {}, a file without tensors", io::in_quotes(shard)));
  }
}

Shards shards_of(const io::FlatJson& json, const std::string& index) {
  Shards shards;
  for (const auto& [key, value] : json) {
    if (!begins_with(key, kWeights)) continue;
    check_shard_name(value, index);
    shards[value].push_back(key.substr(kWeights.size()));
  }
  if (shards.empty()) {
    io::fail_model(index, "is a JSON text without a weight_map",
                   "name the file with the weights, or the folder");
  }
  if (shards.size() > kMaxShards) {
    io::fail_model(index,
                   fmt::format("names {} shards, {} are allowed", shards.size(), kMaxShards));
  }
  return shards;
}

void check_all_there(const Shards& shards, const std::filesystem::path& folder,
                     const std::string& index) {
  std::size_t missing = 0;
  std::string list;
  for (const auto& [shard, names] : shards) {
    std::error_code error;
    if (std::filesystem::exists(folder / shard, error)) continue;
    if (++missing <= kMaxListed)
      list += fmt::format("{}{}", list.empty() ? "" : ", ", io::in_quotes(shard));
  }
  if (missing == 0) return;
  if (missing > kMaxListed) list += ", …";
  io::fail_model(index,
                 fmt::format("{} of {} shards missing beside it: {}", missing, shards.size(), list),
                 "download all files of the model into one folder");
}

// Moves the tensors of one shard to those of the others.
void join(io::Checkpoint shard, const std::vector<std::string>& names, io::Checkpoint& whole) {
  for (const std::string& name : names) {
    if (shard.tensors.count(name) == 0) {
      io::fail_model(whole.name,
                     fmt::format("names tensor {} in {}, where it is not", io::in_quotes(name),
                                 io::in_quotes(shard.name)),
                     "download index and shards again: they are of different versions");
    }
  }
  whole.tensors.merge(shard.tensors);
  if (!shard.tensors.empty()) {
    io::fail_model(whole.name, fmt::format("tensor {} is in {} and in another shard",
                                           io::in_quotes(shard.tensors.begin()->first),
                                           io::in_quotes(shard.name)));
  }
  whole.metadata.merge(shard.metadata);
  std::move(shard.files.begin(), shard.files.end(), std::back_inserter(whole.files));
  std::move(shard.unpacked.begin(), shard.unpacked.end(), std::back_inserter(whole.unpacked));
}

}  // namespace

io::Checkpoint read_sharded(const std::filesystem::path& index, const ReadFile& read_shard) {
  io::Checkpoint whole;
  whole.name = index.string();
  const io::FlatJson json = io::parse_flat_json(io::MappedFile(index).bytes(), whole.name);
  const Shards shards = shards_of(json, whole.name);
  const std::filesystem::path folder = index.parent_path();
  check_all_there(shards, folder, whole.name);

  for (const auto& [key, value] : json) {
    if (begins_with(key, kMetadata)) whole.metadata.emplace(key.substr(kMetadata.size()), value);
  }
  for (const auto& [shard, names] : shards) {
    io::Checkpoint part = read_shard(folder / shard);
    whole.container = part.container;
    join(std::move(part), names, whole);
  }
  return whole;
}

}  // namespace vitviz::checkpoint
