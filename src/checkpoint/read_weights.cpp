// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/read_weights.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/thread_pool.h"
#include "checkpoint/block_reader.h"
#include "checkpoint/like_blocks.h"
#include "checkpoint/read_class_head.h"
#include "checkpoint/read_mask_head.h"
#include "checkpoint/read_pooling_head.h"
#include "checkpoint/read_projection.h"
#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

// Copies the tokens a prefix is made of into consecutive rows, [prefix, D].
tensor::Matrix read_prefix(TensorReader& reader, const families::Names& names,
                           const model::Blueprint& blueprint) {
  tensor::Matrix prefix(blueprint.prefix_count(), blueprint.width);
  Eigen::Index row = 0;
  const auto append = [&](std::string_view name, model::PrefixToken kind) {
    const auto count = std::count(blueprint.prefix.begin(), blueprint.prefix.end(), kind);
    if (count == 0) return;
    const tensor::Matrix tokens =
        reader.matrix(std::string(name), {count, blueprint.width}, blueprint.width);
    if (tokens.size() > 0) prefix.middleRows(row, count) = tokens;
    row += count;
  };
  append(names.cls, model::PrefixToken::kCls);
  append(names.distillation, model::PrefixToken::kDistillation);
  append(names.registers, model::PrefixToken::kRegister);
  return prefix;
}

// Splits the position table: the rows of prefix tokens are added to these, the others are kept.
void read_positions(TensorReader& reader, const TensorSet& tensors, const families::Family& family,
                    const model::Blueprint& blueprint, model::Weights& weights) {
  const std::string name(family.names.positions);
  if (name.empty() || (family.positions_are_optional && !tensors.has(name))) return;
  const io::Shape shape = tensors.shape(name);
  const std::int64_t rows = shape[shape.size() - 2];
  const tensor::Matrix table = reader.matrix(name, {rows, blueprint.width}, blueprint.width);
  if (table.size() == 0) return;
  const Eigen::Index prefix_rows = rows - blueprint.trained_grid.count();
  weights.prefix.topRows(prefix_rows) += table.topRows(prefix_rows);
  weights.positions = table.bottomRows(blueprint.trained_grid.count());
}

// Most of the time goes by in waiting for memory, so a few threads help.
constexpr int kMostReadingThreads = 4;

std::vector<model::BlockWeights> read_blocks(TensorReader& reader, const families::Family& family,
                                             const model::Blueprint& blueprint, int threads,
                                             const std::stop_token& stop) {
  const NamesInBlocks of_any_block = names_in_blocks(reader.tensors(), family.names);
  const auto count = static_cast<std::size_t>(blueprint.blocks);
  std::vector<model::BlockWeights> blocks(count);
  std::vector<TensorReader> readers(count, reader.beginning_anew());
  base::ThreadPool pool(std::clamp(threads, 1, kMostReadingThreads), stop);
  pool.parallel_for(blueprint.blocks, [&](int block, int) {
    const auto i = static_cast<std::size_t>(block);
    blocks[i] = read_block(readers[i], family, blueprint, block, of_any_block);
  });
  for (TensorReader& of_block : readers) reader.take_over(of_block);
  return blocks;
}

// What stands for hidden patches in training has no part in looking at a photo.
bool is_mask_token(std::string_view name) {
  return name.ends_with("mask_token") || name.ends_with("masked_embed");
}

// A tensor that nobody asked for changes what the network computes, unless the family is known to
// have it beside the vision tower. To leave it out silently would draw a wrong picture.
void sort_out_unused(TensorReader& reader, const TensorSet& tensors, const families::Family& family,
                     model::Blueprint& blueprint) {
  for (const std::string& name : reader.unused()) {
    const bool beside =
        tensors.outside.count(name) > 0 || is_mask_token(name) || is_of_mask_head(name);
    const bool known = beside || std::any_of(family.ignored.begin(), family.ignored.end(),
                                             [&](std::string_view start) {
                                               return name.compare(0, start.size(), start) == 0;
                                             });
    const bool empty = reader.tensors().tensors.find(name)->second.count() == 0;  // no registers
    if (known || empty) {
      blueprint.ignored.push_back(name);
    } else {
      reader.note_unknown(name, family.name);
    }
  }
}

}  // namespace

model::Weights read_weights(const TensorSet& tensors, const families::Family& family,
                            model::Blueprint& blueprint, Values values, int threads,
                            const std::stop_token& stop) {
  TensorReader reader(tensors, values, blueprint.precision);
  const families::Names& names = family.names;
  model::Weights weights;
  const bool normalised = reader.has(std::string(names.norm_pre) + ".weight");
  const bool may_lack_bias = family.patches_may_lack_bias || normalised;
  weights.patch_embedding =
      reader.patch_embedding(std::string(names.patch_embedding), blueprint.patch, blueprint.width,
                             may_lack_bias ? Bias::kOptional : Bias::kRequired);
  weights.prefix = read_prefix(reader, names, blueprint);
  read_positions(reader, tensors, family, blueprint, weights);
  const auto optional_norm = [&](std::string_view name) -> std::optional<nn::LayerNorm> {
    const std::string layer(name);
    if (name.empty() || (!reader.has(layer + ".weight") && !reader.has(layer + ".bias"))) {
      return std::nullopt;
    }
    return reader.layer_norm(std::string(name), blueprint.width, blueprint.norm_epsilon);
  };
  weights.norm_pre = optional_norm(names.norm_pre);
  weights.blocks = read_blocks(reader, family, blueprint, threads, stop);
  weights.norm = optional_norm(names.norm);
  weights.prefix_norm = optional_norm(names.prefix_norm);
  if (weights.prefix_norm && !weights.norm) {
    reader.note(fmt::format("{} is missing beside {}", io::in_quotes(names.norm),
                            io::in_quotes(names.prefix_norm)));
  }
  weights.pooling = read_pooling_head(reader, names, blueprint);
  weights.projection = read_projection(reader, names, blueprint);
  weights.class_head = read_class_head(reader, names, blueprint);
  weights.mask_head = read_mask_head(reader, blueprint);
  if (family.read_more != nullptr) family.read_more(reader, blueprint, weights);
  blueprint.ignored = tensors.ignored;
  for (const std::string& problem : tensors.problems) reader.note(problem);
  note_unlike_blocks(reader, family.names, blueprint.blocks);
  sort_out_unused(reader, tensors, family, blueprint);
  reader.throw_problems(family.name);
  return weights;
}

}  // namespace vitviz::checkpoint
