// SPDX-License-Identifier: Apache-2.0
// The vision tower of BEiT-3 (Wang et al., 2022): a LayerNorm within attention and within the MLP
// as well. The layers of its other senses ("….B.…") are ignored. Under the original's names and
// under timm's.
//
// References: microsoft/unilm, beit3/modeling_utils.py; microsoft/torchscale,
// multihead_attention.py.
#include <string>
#include <utility>

#include "families/families.h"
#include "families/split_bias.h"
#include "families/timm_names.h"
#include "io/dimensions.h"

namespace vitviz::families {
namespace {

constexpr Names kNames = {
    .cls = "vision_embed.cls_token",
    .positions = "encoder.embed_positions.A.weight",
    .patch_embedding = "vision_embed.proj",
    .block = "encoder.layers.{}.",
    .in_block = {.norm1 = "self_attn_layer_norm.A",
                 .query = "self_attn.q_proj.A",
                 .key = "self_attn.k_proj.A",
                 .value = "self_attn.v_proj.A",
                 .output_norm = "self_attn.inner_attn_ln.A",
                 .projection = "self_attn.out_proj.A",
                 .norm2 = "final_layer_norm.A",
                 .fc1 = "ffn.A.fc1",
                 .hidden_norm = "ffn.A.ffn_layernorm",
                 .fc2 = "ffn.A.fc2"},
    .norm = "encoder.layer_norm.A",
};

// Positions count from 2: the table's first two rows belong to no token.
void drop_unused_positions(checkpoint::TensorSet& tensors) {
  constexpr std::int64_t kUnused = 2;
  const std::string name(kNames.positions);
  const auto shape = io::dimensions<2>(tensors.shape(name));
  std::vector<float> values = floats_of(tensors, name);
  if (!shape || values.empty()) return;
  const auto [rows, width] = *shape;
  if (rows <= kUnused) return;
  values.erase(values.begin(), values.begin() + kUnused * width);
  put(tensors, name, std::move(values), {rows - kUnused, width});
}

// The other senses' parts lie between those of the vision tower, not beside them.
void ignore_other_senses(checkpoint::TensorSet& tensors) {
  tensors.set_aside([](const std::string& name) { return name.find(".B.") != std::string::npos; });
}

}  // namespace

const Family& beit3() {
  static const Family family = [] {
    Family f;
    f.name = "BEiT-3";
    f.recognised_by = "self_attn.inner_attn_ln.A";
    f.names = kNames;
    f.norm_epsilon = 1e-5F;
    f.mean = kHalf;
    f.std = kHalf;
    f.heads_of_width = usual_heads;
    f.ignored = {"text_embed.",  "vision_embed.mask_token",
                 "mlm_head.",    "mim_head.",
                 "head.",        "language_head.",
                 "vision_head.", "logit_scale",
                 "fc_norm.",     "pooler."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("vision_embed.proj.weight") &&
             tensors.has("encoder.layers.0.self_attn.q_proj.A.weight");
    };
    f.prepare = [](checkpoint::TensorSet& tensors) {
      ignore_other_senses(tensors);
      drop_unused_positions(tensors);
    };
    return f;
  }();
  return family;
}

const Family& timm_beit3() {
  static const Family family = [] {
    Family f;
    f.name = "BEiT-3 (timm)";
    f.recognised_by = "attn.norm and mlp.norm beside attn.qkv.bias";
    f.names = kTimmNames;
    f.names.in_block.output_norm = "attn.norm";
    f.names.in_block.hidden_norm = "mlp.norm";
    f.norm_epsilon = 1e-5F;
    f.heads_of_width = usual_heads;
    f.ignored = {"head.", "fc_norm."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("cls_token") && tensors.has("blocks.0.attn.norm.weight") &&
             tensors.has("blocks.0.mlp.norm.weight") && tensors.has("blocks.0.attn.qkv.bias");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
