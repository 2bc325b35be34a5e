// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/like_blocks.h"

#include <charconv>
#include <map>
#include <optional>
#include <string_view>

#include "checkpoint/key_tensors.h"

namespace vitviz::checkpoint {
namespace {

struct InBlock {
  int block = 0;
  std::string_view name;  // behind the block's number
};

// "blocks.11.norm1.weight" → 11 and "norm1.weight" for blocks called "blocks.{}.".
std::optional<InBlock> in_block(std::string_view tensor, std::string_view block) {
  const std::size_t number = block.find("{}");
  const std::string_view before = block.substr(0, number);
  const std::string_view after = block.substr(number + 2);
  if (!tensor.starts_with(before)) return std::nullopt;
  tensor.remove_prefix(before.size());
  InBlock found;
  const auto [end, error] =
      std::from_chars(tensor.data(), tensor.data() + tensor.size(), found.block);
  if (error != std::errc()) return std::nullopt;
  tensor.remove_prefix(static_cast<std::size_t>(end - tensor.data()));
  if (!tensor.starts_with(after)) return std::nullopt;
  found.name = tensor.substr(after.size());
  return found;
}

constexpr std::string_view kOfPrefix = "_cls";

}  // namespace

NamesInBlocks names_in_blocks(const TensorSet& tensors, const families::Names& names) {
  NamesInBlocks result;
  for (const auto& [name, stored] : tensors.tensors) {
    if (const auto found = in_block(name, names.block)) result.emplace(found->name);
  }
  return result;
}

void note_unlike_blocks(TensorReader& reader, const families::Names& names, int blocks) {
  std::map<std::string_view, std::set<int>> where;
  for (const std::string& name : reader.used()) {
    const auto found = in_block(name, names.block);
    if (!found) continue;
    if (found->name.find(kOfPrefix) != std::string_view::npos) return;  // blocks that differ
    where[found->name].insert(found->block);
  }
  for (const auto& [name, having] : where) {
    for (int block = 0; block < blocks; ++block) {
      if (having.count(block) > 0) continue;
      reader.note_missing(block_prefix(names, block) + std::string(name), "other blocks have it");
    }
  }
}

}  // namespace vitviz::checkpoint
