// SPDX-License-Identifier: Apache-2.0
// The names that state_dict() of transformers 5.24 gives, against those that save_pretrained()
// writes.
#include "families/hf_memory_names.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::families {
namespace {

using Names = std::vector<std::pair<std::string, std::string>>;

void check(const Names& names) {
  checkpoint::TensorSet tensors;
  for (const auto& [in_memory, in_file] : names) tensors.tensors[in_memory] = {};
  rename_from_memory(tensors);
  CHECK(tensors.tensors.size() == names.size());
  for (const auto& [in_memory, in_file] : names) {
    CAPTURE(in_memory);
    CHECK(tensors.has(in_file));
    CHECK(tensors.full_name(in_file) == in_memory);
  }
}

TEST_CASE("names in memory become those of the files") {
  check({{"layers.0.layernorm_before.weight", "encoder.layer.0.layernorm_before.weight"},
         {"layers.11.attention.q_proj.bias", "encoder.layer.11.attention.attention.query.bias"},
         {"layers.0.attention.k_proj.weight", "encoder.layer.0.attention.attention.key.weight"},
         {"layers.0.attention.v_proj.weight", "encoder.layer.0.attention.attention.value.weight"},
         {"layers.0.attention.o_proj.weight", "encoder.layer.0.attention.output.dense.weight"},
         {"layers.0.mlp.fc1.weight", "encoder.layer.0.intermediate.dense.weight"},
         {"layers.0.mlp.fc2.bias", "encoder.layer.0.output.dense.bias"},
         {"layers.0.lambda_1", "encoder.layer.0.lambda_1"},
         {"layers.0.relative_position_bias.relative_position_bias_table",
          "encoder.layer.0.attention.attention.relative_position_bias."
          "relative_position_bias_table"},
         {"shared_position_bias.relative_position_bias_table",
          "encoder.relative_position_bias.relative_position_bias_table"},
         {"embeddings.cls_token", "embeddings.cls_token"}});
  check({{"encoder.layer.0.attention.q_proj.weight",
          "encoder.layer.0.attention.attention.query.weight"},
         {"encoder.layer.0.attention.o_proj.bias", "encoder.layer.0.attention.output.dense.bias"},
         {"encoder.layer.0.mlp.fc1.weight", "encoder.layer.0.mlp.fc1.weight"}});
  check({{"model.layer.0.attention.q_proj.weight", "layer.0.attention.q_proj.weight"},
         {"model.layer.0.norm1.bias", "layer.0.norm1.bias"},
         {"norm.bias", "norm.bias"}});
}

TEST_CASE("names of files stay as they are") {
  check({{"encoder.layer.0.attention.attention.query.weight",
          "encoder.layer.0.attention.attention.query.weight"},
         {"layer.0.attention.q_proj.weight", "layer.0.attention.q_proj.weight"}});
}

}  // namespace
}  // namespace vitviz::families
