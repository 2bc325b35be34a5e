// SPDX-License-Identifier: Apache-2.0
// BEiT (Bao et al., 2022): a learned bias for every distance between query and key, one table for
// each block or one for all, or both; usually no other positions. Under the original's and timm's
// names, and those of transformers (which Data2Vec's vision tower shares).
//
// On another grid than the table's, a model under the original's names does what timm does
// (Beit.set_input_size(): distances spread geometrically, linear between them), and one under
// transformers' names what transformers does (bilinear). The original's own script for fine-tuning
// is timm's rule with splines in place of lines.
//
// Reference: microsoft/unilm, beit/modeling_finetune.py.
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "checkpoint/key_tensors.h"
#include "checkpoint/misfit.h"
#include "families/families.h"
#include "families/split_bias.h"
#include "families/timm_names.h"
#include "io/dimensions.h"

namespace vitviz::families {
namespace {

constexpr int kSpecialRows = 3;

// Where the tables are: each block's own, and the one for all blocks.
struct Tables {
  std::string_view of_block;  // with "{}" for the block's number
  std::string_view of_all;
};

constexpr Tables kOriginal = {"blocks.{}.attn.relative_position_bias_table",
                              "rel_pos_bias.relative_position_bias_table"};
constexpr Tables kHuggingFace = {
    "encoder.layer.{}.attention.attention.relative_position_bias.relative_position_bias_table",
    "encoder.relative_position_bias.relative_position_bias_table"};

std::string own_table(const Tables& tables, int block) {
  return fmt::format(fmt::runtime(tables.of_block), block);
}

// The names of the tables whose sum holds for a block.
std::vector<std::string> tables_of(const checkpoint::TensorSet& tensors, const Tables& tables,
                                   int block) {
  std::vector<std::string> names;
  for (const std::string& name : {own_table(tables, block), std::string(tables.of_all)}) {
    if (tensors.has(name)) names.push_back(name);
  }
  return names;
}

bool has_tables(const checkpoint::TensorSet& tensors, const Tables& tables) {
  return !tables_of(tensors, tables, 0).empty();
}

// [rows, H]; nothing without tables.
std::optional<std::array<std::int64_t, 2>> shape_of_tables(const checkpoint::TensorSet& tensors,
                                                           const Tables& tables) {
  if (!has_tables(tensors, tables)) return std::nullopt;
  return io::dimensions<2>(tensors.shape(tables_of(tensors, tables, 0).front()));
}

// A table of (2n − 1)² distances and three more rows, [rows, H].
void describe_tables(const checkpoint::TensorSet& tensors, const Tables& tables,
                     model::Blueprint& blueprint) {
  const auto shape = shape_of_tables(tensors, tables);
  if (!shape || (*shape)[0] <= kSpecialRows || (*shape)[0] > (1 << 20)) return;
  const auto side = std::lround(std::sqrt(static_cast<double>((*shape)[0] - kSpecialRows)));
  const tensor::PatchGrid grid = {static_cast<int>(side + 1) / 2, static_cast<int>(side + 1) / 2};
  const bool with_positions = blueprint.trained_grid.count() > 0;
  if (with_positions && blueprint.trained_grid != grid) return;  // read_tables() reports it
  blueprint.trained_grid = grid;
  blueprint.default_size = grid.rows * blueprint.patch;
  blueprint.positions = fmt::format(
      "{}a bias for every distance, resampled {}", with_positions ? "a table, and " : "",
      blueprint.distance_filter == nn::GridFilter::kGeometric ? "as timm does" : "bilinearly");
}

void read_tables(checkpoint::TensorReader& reader, const Tables& tables,
                 const model::Blueprint& blueprint, model::Weights& weights) {
  const tensor::PatchGrid grid = blueprint.trained_grid;
  const std::int64_t rows = std::int64_t{2 * grid.rows - 1} * (2 * grid.cols - 1) + kSpecialRows;
  // The tables have rows for one token before the patches (nn/relative_bias.h).
  if (has_tables(reader.tensors(), tables) && blueprint.prefix_count() != 1) {
    reader.note(
        fmt::format("it has {} tokens before the patches, expected 1 beside its tables of "
                    "distances",
                    blueprint.prefix_count()));
  }
  const bool each_has_its_own = reader.has(own_table(tables, 0));
  for (int block = 0; block < blueprint.blocks; ++block) {
    std::vector<std::string> names = tables_of(reader.tensors(), tables, block);
    if (each_has_its_own && !reader.has(own_table(tables, block))) {
      names.push_back(own_table(tables, block));  // to be reported as missing
    }
    tensor::Matrix& bias = weights.blocks[static_cast<std::size_t>(block)].relative_bias;
    for (const std::string& name : names) {
      const tensor::Matrix table = reader.matrix(name, {rows, blueprint.heads}, blueprint.heads);
      if (table.size() == 0) continue;
      bias = bias.size() == 0 ? table : tensor::Matrix(bias + table);
    }
  }
}

// Of the tables that are optional, config.json says which there are.
void check_flags(const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts) {
  const std::pair<const char*, std::string> tables[] = {
      {"use_absolute_position_embeddings", "embeddings.position_embeddings"},
      {"use_relative_position_bias", own_table(kHuggingFace, 0)},
      {"use_shared_relative_position_bias", std::string(kHuggingFace.of_all)}};
  for (const auto& [flag, table] : tables) {
    if (facts.flags.count(flag) == 0 || tensors.has(table)) continue;
    checkpoint::refuse_as(
        "BEiT (Hugging Face)", tensors,
        fmt::format("its config.json says {}, and {}", flag, checkpoint::are_missing({table})),
        checkpoint::misfit_hint(tensors, checkpoint::Misfit::kMissing));
  }
}

void take_heads_from_tables(checkpoint::TensorSet& tensors, const Tables& tables) {
  const auto shape = shape_of_tables(tensors, tables);
  if (shape && (*shape)[1] >= 1 && (*shape)[1] <= 1024) {
    tensors.heads = static_cast<int>((*shape)[1]);
  }
}

// Beside every table lies the index that turns two patches into one of its rows.
void drop_indices(checkpoint::TensorSet& tensors) {
  tensors.set_aside([](const std::string& name) {
    return name.find("relative_position_index") != std::string::npos;
  });
}

}  // namespace

const Family& beit() {
  static const Family family = [] {
    Family f;
    f.name = "BEiT";
    f.recognised_by = "relative_position_bias_table";
    f.names = kTimmNames;
    f.positions_are_optional = true;
    f.names.in_block.scale1 = "gamma_1";
    f.names.in_block.scale2 = "gamma_2";
    f.mean = kHalf;
    f.std = kHalf;
    f.preparation_is_known = false;  // BEiT v2 has ImageNet's
    f.heads_of_width = usual_heads;
    f.ignored = {"head.", "fc_norm.", "mask_token", "lm_head."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("cls_token") && has_tables(tensors, kOriginal);
    };
    f.prepare = [](checkpoint::TensorSet& tensors) {
      drop_indices(tensors);
      take_heads_from_tables(tensors, kOriginal);
      join_split_biases(tensors);
    };
    f.describe_more = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&,
                         model::Blueprint& blueprint) {
      blueprint.distance_filter = nn::GridFilter::kGeometric;
      describe_tables(tensors, kOriginal, blueprint);
    };
    f.read_more = [](checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                     model::Weights& weights) {
      read_tables(reader, kOriginal, blueprint, weights);
    };
    return f;
  }();
  return family;
}

const Family& hf_beit() {
  static const Family family = [] {
    Family f = hf_vit();
    f.name = "BEiT (Hugging Face)";
    f.recognised_by = "relative_position_bias_table, or lambda_1 and lambda_2";
    f.names.head_norm = "pooler.layernorm";
    f.positions_are_optional = true;
    f.names.in_block.scale1 = "lambda_1";
    f.names.in_block.scale2 = "lambda_2";
    f.photo_filter = model::PhotoFilter::kBicubic;
    f.ignored.insert(f.ignored.end(), {"lm_head.", "layernorm."});
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("embeddings.cls_token") &&
             tensors.has("encoder.layer.0.attention.attention.query.weight") &&
             (has_tables(tensors, kHuggingFace) || tensors.has("encoder.layer.0.lambda_1"));
    };
    f.prepare = [](checkpoint::TensorSet& tensors) {
      drop_indices(tensors);
      take_heads_from_tables(tensors, kHuggingFace);
    };
    f.describe_more = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts,
                         model::Blueprint& blueprint) {
      check_flags(tensors, facts);
      describe_tables(tensors, kHuggingFace, blueprint);
    };
    f.read_more = [](checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                     model::Weights& weights) {
      read_tables(reader, kHuggingFace, blueprint, weights);
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
