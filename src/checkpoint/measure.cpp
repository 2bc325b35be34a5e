// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/measure.h"

#include <algorithm>

#include <fmt/format.h>

#include "checkpoint/key_tensors.h"
#include "checkpoint/misfit.h"
#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

// Far above every released model; it keeps a hostile file from asking for absurd work.
constexpr std::int64_t kLargestSide = 65536;  // of any weight matrix

// [D], [C, D] and [1, C, D] hold one, C and C tokens.
int count_tokens(const TensorSet& tensors, std::string_view name) {
  const io::Shape shape = tensors.shape(std::string(name));
  if (shape.empty()) return 0;
  const auto count = shape.size() == 1 ? 1 : shape[shape.size() - 2];
  return static_cast<int>(std::clamp<std::int64_t>(count, 0, kLargestSide));
}

}  // namespace

bool is_in_first_block(const TensorSet& tensors, const families::Family& family,
                       std::string_view layer) {
  return !layer.empty() &&
         tensors.has(block_prefix(family.names, 0) + std::string(layer) + ".weight");
}

io::Shape key_shape(const TensorSet& tensors, const families::Family& family,
                    const std::string& name, std::size_t dimensions) {
  io::Shape shape = tensors.shape(name);
  const bool sensible = std::all_of(shape.begin(), shape.end(), [](std::int64_t side) {
    return side >= 1 && side <= kLargestSide;
  });
  if (shape.size() != dimensions || !sensible) {
    refuse_as(family.name, tensors,
              fmt::format("{} is {}, expected {} dimensions of 1 to {} each",
                          io::in_quotes(tensors.full_name(name)), io::to_string(shape), dimensions,
                          kLargestSide),
              misfit_hint(tensors, Misfit::kOther));
  }
  return shape;
}

int count_blocks(const TensorSet& tensors, const families::Names& names) {
  constexpr int kLongestGap = 48;  // as many as the largest models have blocks
  int count = 0;
  for (int i = 0; i - count < kLongestGap && count <= kMostBlocks; ++i) {
    const std::string norm = block_prefix(names, i) + std::string(names.in_block.norm1);
    if (tensors.has(norm + ".weight")) count = i + 1;
  }
  return count;
}

std::vector<model::PrefixToken> prefix_of(const TensorSet& tensors, const families::Names& names) {
  std::vector<model::PrefixToken> prefix;
  const auto append = [&](std::string_view name, model::PrefixToken kind) {
    const int count = name.empty() ? 0 : count_tokens(tensors, name);
    prefix.insert(prefix.end(), static_cast<std::size_t>(count), kind);
  };
  append(names.cls, model::PrefixToken::kCls);
  append(names.distillation, model::PrefixToken::kDistillation);
  append(names.registers, model::PrefixToken::kRegister);
  return prefix;
}

int mlp_width_of(const TensorSet& tensors, const families::Family& family) {
  const families::BlockNames& names = family.names.in_block;
  const std::string block = block_prefix(family.names, 0);
  const std::string fc1 = fc1_of_first_block(tensors, family);
  const std::int64_t rows = key_shape(tensors, family, fc1, 2)[0];
  if (names.gate_and_fc1.empty()) return static_cast<int>(rows);
  // A gate above the expansion: under a name of its own, or under the expansion's.
  const io::Shape fc2 = tensors.shape(block + std::string(names.fc2) + ".weight");
  const bool twice = fc2.size() == 2 && rows == 2 * fc2[1];
  const bool is_both = fc1 == block + std::string(names.gate_and_fc1) + ".weight";
  return static_cast<int>(is_both || twice ? rows / 2 : rows);
}

}  // namespace vitviz::checkpoint
