// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/describe.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/argument.h"
#include "checkpoint/key_tensors.h"
#include "checkpoint/measure.h"
#include "checkpoint/misfit.h"
#include "checkpoint/read_class_head.h"
#include "checkpoint/read_mask_head.h"
#include "checkpoint/read_pooling_head.h"
#include "checkpoint/read_projection.h"
#include "checkpoint/trained_grid.h"
#include "checkpoint/unsaid.h"
#include "io/model_error.h"
#include "labels/labels.h"

namespace vitviz::checkpoint {
namespace {

// Far above every released model; it keeps a hostile file from asking for absurd work.
constexpr int kLargestPatch = 1024;

[[noreturn]] void refuse(const TensorSet& tensors, const families::Family& family,
                         const std::string& problem, Misfit misfit = Misfit::kOther) {
  refuse_as(family.name, tensors, problem, misfit_hint(tensors, misfit));
}

// [D, C, frames, P, P]
void refuse_video(const TensorSet& tensors, const families::Family& family) {
  if (tensors.shape(std::string(family.names.patch_embedding) + ".weight").size() == 5) {
    refuse(tensors, family, "its patches are of a video's frames or of a volume, not of a picture");
  }
}

void refuse_without_key_tensors(const TensorSet& tensors, const families::Family& family) {
  const std::vector<std::string> missing = missing_of(tensors, key_tensors(tensors, family));
  if (missing.empty()) return;
  // A LayerNorm that only the first block lacks is reported with whatever else is missing.
  const bool is_norm = missing.front() == block_prefix(family.names, 0) +
                                              std::string(family.names.in_block.norm1) + ".weight";
  if (is_norm && missing.size() == 1 && count_blocks(tensors, family.names) > 0) return;
  refuse(tensors, family, are_missing(missing), Misfit::kMissing);
}

// Photos have three channels, which a model of one takes as their grey.
void check_channels(const TensorSet& tensors, const families::Family& family, const Facts& facts,
                    const Hints& hints, std::int64_t channels) {
  constexpr std::int64_t kOfPhotos = 3;
  if (channels == kOfPhotos) return;
  if (channels != 1) {
    refuse(tensors, family,
           fmt::format("its patches have {} channels, those of photos 3", channels));
  }
  const bool told = (hints.mean || facts.mean) && (hints.std || facts.std);
  if (told) return;
  refuse_as(family.name, tensors,
            "its patches have 1 channel, and no file says mean and standard deviation of grey",
            fmt::format("{} and {} tell them, as in 0.5, and it takes a photo's grey",
                        base::argument("mean"), base::argument("std")));
}

std::optional<model::Pooled> pooled_of(const families::Family& family, const Facts& facts) {
  using model::Pooled;
  if (!facts.pooling) return family.pooled;
  if (facts.pooling == "avg") return Pooled::kPatchMean;
  if (facts.pooling == "max") return Pooled::kPatchMax;
  if (facts.pooling == "avgmax") return Pooled::kPatchMeanAndMax;
  if (facts.pooling == "token") return Pooled::kCls;
  if (facts.pooling == "map") return Pooled::kAttention;
  return std::nullopt;
}

// What a config.json says of another width is said of another network.
Facts facts_of(const Facts& facts, model::Blueprint& blueprint) {
  if (!facts.width || *facts.width == blueprint.width) return facts;
  blueprint.assumptions.push_back(
      fmt::format("its config.json is of another network, of width {}", *facts.width));
  Facts others = facts;
  others.heads.reset();
  others.blocks.reset();
  others.registers.reset();
  others.flags.clear();
  others.norm_epsilon.reset();
  others.activation.reset();
  others.rotary_base.reset();
  others.model_type.reset();
  return others;
}

// A file may be cut after some blocks; what a config.json says of each block must be there.
void check_counts(const TensorSet& tensors, const families::Family& family, const Facts& facts,
                  model::Blueprint& blueprint) {
  const auto registers =
      std::count(blueprint.prefix.begin(), blueprint.prefix.end(), model::PrefixToken::kRegister);
  if (facts.registers && *facts.registers != registers) {
    refuse(
        tensors, family,
        fmt::format("its config.json says {} registers, {} are there", *facts.registers, registers),
        Misfit::kMissing);
  }
  const families::BlockNames& names = family.names.in_block;
  const bool has_gate = is_in_first_block(tensors, family, names.gate) ||
                        is_in_first_block(tensors, family, names.gate_and_fc1);
  const bool gated =
      facts.flags.count("use_gated_mlp") > 0 || facts.flags.count("use_swiglu_ffn") > 0;
  if (gated && !has_gate) {
    const std::string_view gate = names.gate.empty() ? names.gate_and_fc1 : names.gate;
    refuse(
        tensors, family,
        fmt::format("its config.json says that the MLP has a gate; {}",
                    are_missing({block_prefix(family.names, 0) + std::string(gate) + ".weight"})),
        Misfit::kMissing);
  }
  if (facts.blocks && *facts.blocks != blueprint.blocks) {
    blueprint.assumptions.push_back(
        fmt::format("{} blocks are all that is wanted, of {} that its config.json says",
                    blueprint.blocks, *facts.blocks));
  }
}

// The short side of the grid it was trained on.
int default_size_of(const Facts& facts, const model::Blueprint& blueprint) {
  constexpr int kUsualSize = 224;
  const tensor::PatchGrid grid = blueprint.trained_grid;
  const int trained = std::min(grid.rows, grid.cols) * blueprint.patch;
  return facts.default_size.value_or(trained > 0 ? trained : kUsualSize);
}

void describe_classes(const TensorSet& tensors, const families::Family& family, const Facts& facts,
                      model::Blueprint& blueprint) {
  blueprint.pooled = pooled_of(family, facts);
  const bool readable = !facts.pooling || blueprint.pooled || facts.pooling->empty();
  blueprint.classes = readable ? count_classes(tensors, family.names, blueprint) : 0;
  blueprint.labels = labels::labels_of_classes(facts.labels, blueprint.classes);
}

void describe_branch(const TensorSet& tensors, const Hints& hints, model::Blueprint& blueprint) {
  if (tensors.other_branch.empty() || hints.branch) return;
  blueprint.assumptions.push_back(fmt::format(
      "the network {}, not {} beside it ({} {})", io::in_quotes(tensors.wrapper),
      io::in_quotes(tensors.other_wrapper), base::argument("branch"), tensors.other_branch));
}

}  // namespace

model::Blueprint describe(const TensorSet& tensors, const families::Family& family,
                          const Facts& all_facts, const Hints& hints) {
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
  const Facts facts = facts_of(all_facts, blueprint);
  check_channels(tensors, family, facts, hints, patch_shape[1]);
  blueprint.mlp_width = mlp_width_of(tensors, family);
  blueprint.prefix = prefix_of(tensors, family.names);
  describe_branch(tensors, hints, blueprint);
  describe_heads(tensors, family, facts, hints, blueprint);
  const bool has_table =
      !family.positions_are_optional || tensors.has(std::string(family.names.positions));
  if (!family.names.positions.empty() && has_table) {
    describe_trained_grid(tensors, family, facts, hints, blueprint);
  }
  blueprint.precision = hints.precision;
  blueprint.position_filter = family.position_filter;
  blueprint.rotary_base = facts.rotary_base.value_or(family.rotary_base);
  blueprint.rotary_extent = facts.rotary_extent.value_or(0);
  describe_arithmetic(family, facts, blueprint);
  describe_preparation(family, facts, hints, blueprint);
  check_counts(tensors, family, facts, blueprint);
  describe_pooling_head(tensors, family.names, blueprint);
  blueprint.projection_width = projection_width(tensors, family.names, facts, blueprint);
  describe_classes(tensors, family, facts, blueprint);
  describe_mask_head(tensors, blueprint);
  blueprint.default_size = default_size_of(facts, blueprint);
  if (family.describe_more != nullptr) family.describe_more(tensors, facts, blueprint);
  return blueprint;
}

}  // namespace vitviz::checkpoint
