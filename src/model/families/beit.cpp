// SPDX-License-Identifier: Apache-2.0
// BEiT (Bao et al., 2022): a learned bias for every distance between query and key, one table for
// each block or one for all; usually no other positions. Under the original's and timm's names, and
// those of transformers.
//
// Reference: microsoft/unilm, beit/modeling_finetune.py.
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "model/families/families.h"
#include "model/families/split_bias.h"
#include "model/families/timm_names.h"

namespace vitviz::model {
namespace {

constexpr int kSpecialRows = 3;

// Where the tables are: each block's own, or else the one for all blocks.
struct Tables {
  std::string_view of_block;  // with "{}" for the block's number
  std::string_view of_all;
};

constexpr Tables kOriginal = {"blocks.{}.attn.relative_position_bias_table",
                              "rel_pos_bias.relative_position_bias_table"};
constexpr Tables kHuggingFace = {
    "encoder.layer.{}.attention.attention.relative_position_bias.relative_position_bias_table",
    "encoder.relative_position_bias.relative_position_bias_table"};

std::string table_of(const TensorSet& tensors, const Tables& tables, int block) {
  const std::string own = fmt::format(fmt::runtime(tables.of_block), block);
  return tensors.has(own) ? own : std::string(tables.of_all);
}

// A table of (2n − 1)² distances and three more rows, [rows, H].
void describe_table(const TensorSet& tensors, const Tables& tables, Blueprint& blueprint) {
  const io::Shape shape = tensors.shape(table_of(tensors, tables, 0));
  if (shape.size() != 2 || shape[0] <= kSpecialRows || shape[0] > (1 << 20)) return;
  const auto side = std::lround(std::sqrt(static_cast<double>(shape[0] - kSpecialRows)));
  blueprint.trained_grid = {static_cast<int>(side + 1) / 2, static_cast<int>(side + 1) / 2};
  blueprint.default_size = blueprint.trained_grid.rows * blueprint.patch;
  blueprint.positions = "a bias for every distance, resampled bilinearly";
}

void read_tables(TensorReader& reader, const Tables& tables, const Blueprint& blueprint,
                 Weights& weights) {
  const tensor::PatchGrid grid = blueprint.trained_grid;
  const std::int64_t rows = std::int64_t{2 * grid.rows - 1} * (2 * grid.cols - 1) + kSpecialRows;
  for (int block = 0; block < blueprint.blocks; ++block) {
    const std::string name = table_of(reader.tensors(), tables, block);
    weights.blocks[static_cast<std::size_t>(block)].relative_bias =
        reader.matrix(name, {rows, blueprint.heads}, blueprint.heads);
  }
}

void take_heads_from_table(TensorSet& tensors, const Tables& tables) {
  const io::Shape shape = tensors.shape(table_of(tensors, tables, 0));
  if (shape.size() == 2 && shape[1] >= 1 && shape[1] <= 1024) {
    tensors.heads = static_cast<int>(shape[1]);
  }
}

// Beside every table lies the index that turns two patches into one of its rows.
void drop_indices(TensorSet& tensors) {
  constexpr std::string_view kIndex = "relative_position_index";
  for (auto it = tensors.tensors.begin(); it != tensors.tensors.end();) {
    const bool index = it->first.find(kIndex) != std::string::npos;
    if (index) tensors.ignored.push_back(it->first);
    it = index ? tensors.tensors.erase(it) : std::next(it);
  }
}

}  // namespace

const Family& beit() {
  static const Family family = [] {
    Family f;
    f.name = "BEiT";
    f.recognised_by = "relative_position_bias_table";
    f.names = kTimmNames;
    f.names.positions = {};
    f.names.in_block.scale1 = "gamma_1";
    f.names.in_block.scale2 = "gamma_2";
    f.mean = kHalf;
    f.std = kHalf;
    f.heads_of_width = usual_heads;
    f.ignored = {"head.", "fc_norm.", "mask_token", "lm_head."};
    f.matches = [](const TensorSet& tensors, const Facts&) {
      return tensors.has("cls_token") && tensors.has(table_of(tensors, kOriginal, 0));
    };
    f.prepare = [](TensorSet& tensors) {
      drop_indices(tensors);
      take_heads_from_table(tensors, kOriginal);
      join_split_biases(tensors);
    };
    f.describe_more = [](const TensorSet& tensors, Blueprint& blueprint) {
      describe_table(tensors, kOriginal, blueprint);
    };
    f.read_more = [](TensorReader& reader, const Blueprint& blueprint, Weights& weights) {
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
    f.recognised_by = "relative_position_bias_table";
    f.names.head_norm = "pooler.layernorm";
    f.names.positions = {};
    f.names.in_block.scale1 = "lambda_1";
    f.names.in_block.scale2 = "lambda_2";
    f.photo_filter = PhotoFilter::kBicubic;
    f.preparation_is_known = true;
    f.ignored.insert(f.ignored.end(), {"lm_head.", "layernorm."});
    f.matches = [](const TensorSet& tensors, const Facts&) {
      return tensors.has("embeddings.cls_token") && tensors.has(table_of(tensors, kHuggingFace, 0));
    };
    f.prepare = [](TensorSet& tensors) {
      drop_indices(tensors);
      take_heads_from_table(tensors, kHuggingFace);
    };
    f.describe_more = [](const TensorSet& tensors, Blueprint& blueprint) {
      describe_table(tensors, kHuggingFace, blueprint);
    };
    f.read_more = [](TensorReader& reader, const Blueprint& blueprint, Weights& weights) {
      read_tables(reader, kHuggingFace, blueprint, weights);
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::model
