// SPDX-License-Identifier: Apache-2.0
// BEiT (Bao et al., 2022): a learned bias for every distance between query and key, one table for
// each block or one for all; usually no other positions. Under the original's and timm's names, and
// those of transformers.
//
// Reference: microsoft/unilm, beit/modeling_finetune.py.
#include <cmath>
#include <iterator>

#include "model/families/families.h"
#include "model/families/split_bias.h"
#include "model/families/timm_names.h"

namespace vitviz::model {
namespace {

constexpr std::string_view kTable = "relative_position_bias_table";
constexpr int kSpecialRows = 3;

// Where a block's table is: its own, or the one for all blocks.
std::string own_table(const Names& names, int block) {
  const bool hugging_face = names.block == "encoder.layer.{}.";
  return (hugging_face ? "encoder.layer." + std::to_string(block) +
                             ".attention.attention.relative_position_bias."
                       : "blocks." + std::to_string(block) + ".attn.") +
         std::string(kTable);
}

std::string table_of(const TensorSet& tensors, const Names& names, int block) {
  const std::string own = own_table(names, block);
  if (tensors.has(own)) return own;
  const bool hugging_face = names.block == "encoder.layer.{}.";
  return std::string(hugging_face ? "encoder.relative_position_bias." : "rel_pos_bias.") +
         std::string(kTable);
}

// A table of (2n − 1)² distances and three more rows, [rows, H].
void describe_table(const TensorSet& tensors, const Names& names, Blueprint& blueprint) {
  const io::Shape shape = tensors.shape(table_of(tensors, names, 0));
  if (shape.size() != 2 || shape[0] <= kSpecialRows || shape[0] > (1 << 20)) return;
  const auto side = std::lround(std::sqrt(static_cast<double>(shape[0] - kSpecialRows)));
  blueprint.trained_grid = {static_cast<int>(side + 1) / 2, static_cast<int>(side + 1) / 2};
  blueprint.default_size = blueprint.trained_grid.rows * blueprint.patch;
  blueprint.positions = "a bias for every distance, resampled bilinearly";
}

void read_tables(TensorReader& reader, const Names& names, const Blueprint& blueprint,
                 Weights& weights) {
  const tensor::PatchGrid grid = blueprint.trained_grid;
  const std::int64_t rows = std::int64_t{2 * grid.rows - 1} * (2 * grid.cols - 1) + kSpecialRows;
  for (int block = 0; block < blueprint.blocks; ++block) {
    const std::string name = table_of(reader.tensors(), names, block);
    weights.blocks[static_cast<std::size_t>(block)].relative_bias =
        reader.matrix(name, {rows, blueprint.heads}, blueprint.heads);
  }
}

void take_heads_from_table(TensorSet& tensors, const Names& names) {
  const io::Shape shape = tensors.shape(table_of(tensors, names, 0));
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
      return tensors.has("cls_token") && tensors.has(table_of(tensors, kTimmNames, 0));
    };
    f.prepare = [](TensorSet& tensors) {
      drop_indices(tensors);
      take_heads_from_table(tensors, kTimmNames);
      join_split_biases(tensors);
    };
    f.describe_more = [](const TensorSet& tensors, Blueprint& blueprint) {
      describe_table(tensors, kTimmNames, blueprint);
    };
    f.read_more = [](TensorReader& reader, const Blueprint& blueprint, Weights& weights) {
      read_tables(reader, kTimmNames, blueprint, weights);
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
      return tensors.has("embeddings.cls_token") &&
             tensors.has(table_of(tensors, hf_vit().names, 0));
    };
    f.prepare = [](TensorSet& tensors) {
      drop_indices(tensors);
      take_heads_from_table(tensors, hf_vit().names);
    };
    f.describe_more = [](const TensorSet& tensors, Blueprint& blueprint) {
      describe_table(tensors, hf_vit().names, blueprint);
    };
    f.read_more = [](TensorReader& reader, const Blueprint& blueprint, Weights& weights) {
      read_tables(reader, hf_vit().names, blueprint, weights);
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::model
