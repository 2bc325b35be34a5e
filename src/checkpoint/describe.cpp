// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/describe.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/argument.h"
#include "checkpoint/key_tensors.h"
#include "checkpoint/labels.h"
#include "checkpoint/misfit.h"
#include "checkpoint/read_class_head.h"
#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

// Far above every released model; they keep a hostile file from asking for absurd work.
constexpr std::int64_t kLargestSide = 65536;  // of any weight matrix
constexpr int kLargestPatch = 1024;
constexpr int kMostBlocks = 512;

[[noreturn]] void refuse(const TensorSet& tensors, const families::Family& family,
                         const std::string& problem, const std::string& hint = "") {
  io::fail_model(tensors.name, fmt::format("looks like {}, but {}", family.name, problem),
                 hint.empty() ? misfit_hint(tensors) : hint);
}

// The shape of one of the key tensors.
io::Shape key_shape(const TensorSet& tensors, const families::Family& family,
                    const std::string& name, std::size_t dimensions) {
  io::Shape shape = tensors.shape(name);
  const bool sensible = std::all_of(shape.begin(), shape.end(), [](std::int64_t side) {
    return side >= 1 && side <= kLargestSide;
  });
  if (shape.size() != dimensions || !sensible) {
    refuse(tensors, family,
           fmt::format("{} is {}, expected {} dimensions of 1 to {} each",
                       io::in_quotes(tensors.full_name(name)), io::to_string(shape), dimensions,
                       kLargestSide));
  }
  return shape;
}

// [D, 3, frames, P, P]
void refuse_video(const TensorSet& tensors, const families::Family& family) {
  if (tensors.shape(std::string(family.names.patch_embedding) + ".weight").size() == 5) {
    refuse(tensors, family, "its patches reach over several frames of a video");
  }
}

// [D], [C, D] and [1, C, D] hold one, C and C tokens.
int count_tokens(const TensorSet& tensors, std::string_view name) {
  const io::Shape shape = tensors.shape(std::string(name));
  if (shape.empty()) return 0;
  const auto count = shape.size() == 1 ? 1 : shape[shape.size() - 2];
  return static_cast<int>(std::clamp<std::int64_t>(count, 0, kLargestSide));
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

// Blocks that are missing between others count, so that they are reported as missing.
int count_blocks(const TensorSet& tensors, const families::Names& names) {
  constexpr int kLongestGap = 48;  // as many as the largest models have blocks
  int count = 0;
  for (int i = 0; i - count < kLongestGap && count <= kMostBlocks; ++i) {
    const std::string norm = block_prefix(names, i) + std::string(names.in_block.norm1);
    if (tensors.has(norm + ".weight")) count = i + 1;
  }
  return count;
}

void refuse_without_key_tensors(const TensorSet& tensors, const families::Family& family) {
  const std::vector<std::string> missing = missing_of(tensors, key_tensors(tensors, family));
  if (missing.empty()) return;
  // A LayerNorm that only the first block lacks is reported with whatever else is missing.
  const bool is_norm = missing.front() == block_prefix(family.names, 0) +
                                              std::string(family.names.in_block.norm1) + ".weight";
  if (is_norm && missing.size() == 1 && count_blocks(tensors, family.names) > 0) return;
  refuse(tensors, family, are_missing(missing));
}

int mlp_width_of(const TensorSet& tensors, const families::Family& family) {
  const families::BlockNames& names = family.names.in_block;
  const std::string block = block_prefix(family.names, 0);
  const std::string expand = first_expand(tensors, family);
  const std::int64_t rows = key_shape(tensors, family, expand, 2)[0];
  if (names.gate_and_expand.empty()) return static_cast<int>(rows);
  // A gate above the expansion: under a name of its own, or under the expansion's.
  const io::Shape contract = tensors.shape(block + std::string(names.contract) + ".weight");
  const bool twice = contract.size() == 2 && rows == 2 * contract[1];
  const bool is_both = expand == block + std::string(names.gate_and_expand) + ".weight";
  return static_cast<int>(is_both || twice ? rows / 2 : rows);
}

// Rows of the position table for prefix tokens: for all of them, for CLS alone, or none. What is
// left must be the square grid the model was trained on.
tensor::PatchGrid trained_grid_of(const TensorSet& tensors, const families::Family& family,
                                  int prefix_count) {
  const std::string name(family.names.positions);
  const io::Shape shape = tensors.shape(name);
  if (shape.size() < 2) {
    refuse(tensors, family,
           fmt::format("{} is {}, expected rows of the model's width",
                       io::in_quotes(tensors.full_name(name)), io::to_string(shape)));
  }
  const std::int64_t rows = shape[shape.size() - 2];
  for (const int prefix : {prefix_count, 1, 0}) {
    if (prefix > prefix_count || rows <= prefix || rows > kLargestSide) continue;
    const auto side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(rows - prefix))));
    if (std::int64_t{side} * side == rows - prefix) return {side, side};
  }
  const std::string cls(family.names.cls);
  const bool lacks_cls = !cls.empty() && !tensors.has(cls);
  refuse(tensors, family,
         fmt::format("{} has {} rows, expected a square number for the patches and {} for the "
                     "prefix{}",
                     io::in_quotes(tensors.full_name(name)), rows, prefix_count,
                     lacks_cls ? fmt::format("; {} is missing", io::in_quotes(cls)) : ""));
}

void describe_heads(const TensorSet& tensors, const families::Family& family, const Facts& facts,
                    const Hints& hints, model::Blueprint& blueprint) {
  blueprint.heads = family.heads_of_width(blueprint.width);
  blueprint.heads_source = fmt::format("{} models of this width", family.name);
  if (tensors.heads) {
    blueprint.heads = *tensors.heads;
    blueprint.heads_source = "the tensors' shapes";
  }
  if (facts.heads) {
    blueprint.heads = *facts.heads;
    blueprint.heads_source = "the file's metadata";
  }
  if (hints.heads) {
    blueprint.heads = *hints.heads;
    blueprint.heads_source = base::argument("heads");
  }
  if (blueprint.heads < 1) {
    refuse(tensors, family,
           fmt::format("the number of heads is not known for width {}", blueprint.width),
           base::argument("heads") + " gives the number of heads");
  }
  if (blueprint.width % blueprint.heads != 0) {
    refuse(
        tensors, family,
        fmt::format("width {} cannot be shared out to {} heads", blueprint.width, blueprint.heads),
        base::argument("heads") + " gives the number of heads");
  }
}

void describe_activations(const families::Family& family, const Facts& facts,
                          model::Blueprint& blueprint) {
  const auto& told = family.described_by_open_clip && facts.open_clip_activation
                         ? facts.open_clip_activation
                         : facts.activation;
  blueprint.activation = told.value_or(family.activation);
  if (family.gates_by_activation && told) blueprint.gate_activation = *told;
  if (!told && !facts.architecture && !family.activation_is_known) {
    blueprint.assumptions.push_back("exact GELU, not QuickGELU (its config.json would tell)");
  }
}

void describe_preparation(const families::Family& family, const Facts& facts, const Hints& hints,
                          model::Blueprint& blueprint) {
  blueprint.mean = hints.mean.value_or(facts.mean.value_or(family.mean));
  blueprint.std = hints.std.value_or(facts.std.value_or(family.std));
  blueprint.photo_filter = facts.photo_filter.value_or(family.photo_filter);
  const bool told = (hints.mean || facts.mean) && (hints.std || facts.std);
  if (!told && !family.preparation_is_known) {
    blueprint.assumptions.push_back(
        fmt::format("mean {:g} and std {:g} ({}, {})", fmt::join(blueprint.mean, ","),
                    fmt::join(blueprint.std, ","), base::argument("mean"), base::argument("std")));
  }
}

}  // namespace

std::string block_prefix(const families::Names& names, int block) {
  return fmt::format(fmt::runtime(names.block), block);
}

model::Blueprint describe(const TensorSet& tensors, const families::Family& family,
                          const Facts& facts, const Hints& hints) {
  refuse_video(tensors, family);
  refuse_without_key_tensors(tensors, family);
  const io::Shape patch_shape =
      key_shape(tensors, family, std::string(family.names.patch_embedding) + ".weight", 4);
  model::Blueprint blueprint;
  blueprint.family = family.name;
  blueprint.width = static_cast<int>(patch_shape[0]);
  blueprint.patch = static_cast<int>(patch_shape[2]);
  if (blueprint.patch > kLargestPatch) {
    refuse(tensors, family, fmt::format("its patches are {} pixels wide", blueprint.patch));
  }
  blueprint.blocks = count_blocks(tensors, family.names);
  if (blueprint.blocks > kMostBlocks) {
    refuse(tensors, family, fmt::format("it has more than {} blocks", kMostBlocks));
  }
  blueprint.mlp_width = mlp_width_of(tensors, family);
  blueprint.prefix = prefix_of(tensors, family.names);
  describe_heads(tensors, family, facts, hints, blueprint);
  const bool has_table =
      !family.positions_are_optional || tensors.has(std::string(family.names.positions));
  if (!family.names.positions.empty() && has_table) {
    blueprint.trained_grid = trained_grid_of(tensors, family, blueprint.prefix_count());
  }

  blueprint.precision = hints.precision;
  blueprint.position_filter = family.position_filter;
  blueprint.rotary_base = facts.rotary_base.value_or(family.rotary_base);
  describe_activations(family, facts, blueprint);
  blueprint.norm_epsilon = facts.norm_epsilon.value_or(family.norm_epsilon);
  describe_preparation(family, facts, hints, blueprint);
  constexpr int kUsualSize = 224;
  const int trained_size = blueprint.trained_grid.rows * blueprint.patch;
  blueprint.default_size =
      facts.default_size.value_or(trained_size > 0 ? trained_size : kUsualSize);
  blueprint.classifies_mean = facts.pooling ? facts.pooling == "avg" : family.classifies_mean;
  blueprint.classes = count_classes(tensors, family.names, blueprint);
  blueprint.labels = labels_of_classes(facts.labels, blueprint.classes);
  if (family.describe_more != nullptr) family.describe_more(tensors, blueprint);
  return blueprint;
}

}  // namespace vitviz::checkpoint
