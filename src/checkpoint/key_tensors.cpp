// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/key_tensors.h"

#include <algorithm>

#include <fmt/format.h>

#include "io/model_error.h"

namespace vitviz::checkpoint {

std::string block_prefix(const families::Names& names, int block) {
  return fmt::format(fmt::runtime(names.block), block);
}

std::string fc1_of_first_block(const TensorSet& tensors, const families::Family& family) {
  const families::BlockNames& names = family.names.in_block;
  const std::string first = block_prefix(family.names, 0);
  for (const std::string_view name : {names.gate_and_fc1, names.fc1_of_gate}) {
    std::string weight = first + std::string(name) + ".weight";
    if (!name.empty() && tensors.has(weight)) return weight;
  }
  return first + std::string(names.fc1) + ".weight";
}

std::vector<std::string> key_tensors(const TensorSet& tensors, const families::Family& family) {
  const families::Names& names = family.names;
  std::vector<std::string> keys = {std::string(names.patch_embedding) + ".weight"};
  if (!names.positions.empty() && !family.positions_are_optional) {
    keys.emplace_back(names.positions);
  }
  keys.push_back(block_prefix(names, 0) + std::string(names.in_block.norm1) + ".weight");
  keys.push_back(fc1_of_first_block(tensors, family));
  return keys;
}

std::vector<std::string> missing_of(const TensorSet& tensors, std::vector<std::string> names) {
  names.erase(std::remove_if(names.begin(), names.end(),
                             [&](const std::string& name) { return tensors.has(name); }),
              names.end());
  return names;
}

std::string are_missing(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? " and " : ", ";
    list += io::in_quotes(names[i]);
  }
  return list + (names.size() == 1 ? " is missing" : " are missing");
}

}  // namespace vitviz::checkpoint
