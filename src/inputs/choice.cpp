// SPDX-License-Identifier: Apache-2.0
#include "inputs/choice.h"

#include "inputs/pattern.h"

namespace vitviz::inputs {

std::vector<Input> find_photos(const InputChoice& choice) {
  std::vector<std::filesystem::path> arguments;
  const auto add = [&](const std::vector<std::filesystem::path>& paths) {
    arguments.insert(arguments.end(), paths.begin(), paths.end());
  };
  for (const std::filesystem::path& argument : choice.named) {
    add(argument == "-" ? read_photo_list(argument, choice.list_ends) : expand_pattern(argument));
  }
  for (const std::filesystem::path& list : choice.lists) {
    add(read_photo_list(list, choice.list_ends));
  }
  return find_photos(arguments, choice.search, [&](const std::filesystem::path& archive) {
    return choice.lists_all || !choice.shard || belongs(archive, *choice.shard);
  });
}

bool belongs(const Input& input, const Shard& shard) {
  return belongs(input.archive.empty() ? input.path : input.archive, shard);
}

bool is_chosen(const Input& input, const InputChoice& choice) {
  return !choice.shard || belongs(input, *choice.shard);
}

}  // namespace vitviz::inputs
