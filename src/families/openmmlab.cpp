// SPDX-License-Identifier: Apache-2.0
// The VisionTransformer of OpenMMLab: mmpretrain's (DeiT, MAE and others under its names) and
// mmsegmentation's, whose attention is PyTorch's own and whose patches have a bias, a LayerNorm or
// neither. Their BEiT has the same names around timm's tables.
//
// References: open-mmlab/mmpretrain, models/backbones/{vision_transformer,deit,deit3,beit}.py;
// open-mmlab/mmsegmentation, models/backbones/{vit,beit}.py.
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "families/families.h"

namespace vitviz::families {
namespace {

constexpr Names kNames = {
    .cls = "cls_token",
    .distillation = "dist_token",
    .positions = "pos_embed",
    .patch_embedding = "patch_embed.projection",
    .norm_pre = "pre_norm",
    .block = "layers.{}.",
    .in_block = {.norm1 = "ln1",
                 .qkv = "attn.qkv",
                 .projection = "attn.proj",
                 .scale1 = "attn.gamma1.weight",
                 .norm2 = "ln2",
                 .fc1 = "ffn.layers.0.0",
                 .gate_and_fc1 = "ffn.w12",
                 .fc2 = "ffn.layers.1",
                 .fc2_of_gate = "ffn.w3",
                 .scale2 = "ffn.gamma2.weight"},
    .norm = "ln1",
};

using Renaming = std::pair<std::string_view, std::string_view>;

// mmsegmentation's names → mmpretrain's.
constexpr std::array<Renaming, 3> kOfSegmentation = {{{".attn.attn.in_proj_", ".attn.qkv."},
                                                      {".attn.attn.out_proj.", ".attn.proj."},
                                                      {"ln_pre.", "pre_norm."}}};

// BEiT's → timm's.
constexpr std::array<Renaming, 7> kOfBeit = {{{"patch_embed.projection.", "patch_embed.proj."},
                                              {".ln1.", ".norm1."},
                                              {".ln2.", ".norm2."},
                                              {".ffn.layers.0.0.", ".mlp.fc1."},
                                              {".ffn.layers.1.", ".mlp.fc2."},
                                              {"ln1.", "norm."},
                                              {"ln2.", "fc_norm."}}};

template <typename Renamings>
std::string renamed(const Renamings& renamings, std::string name) {
  for (const auto& [from, to] : renamings) {
    const std::size_t at = name.find(from);
    const bool is_layer = at == 0 || from.front() == '.';
    if (at != std::string::npos && is_layer) return name.replace(at, from.size(), to);
  }
  return name;
}

// "layers.0.ln1.weight" → "blocks.0.norm1.weight"
std::string as_in_timm(const std::string& name) {
  constexpr std::string_view kLayers = "layers.";
  const std::string last = renamed(kOfBeit, name);
  return last.starts_with(kLayers) ? "blocks." + last.substr(kLayers.size()) : last;
}

bool has_names(const checkpoint::TensorSet& tensors) {
  return tensors.has("patch_embed.projection.weight") && tensors.has("layers.0.ln1.weight");
}

}  // namespace

const Family& openmmlab_vit() {
  static const Family family = [] {
    Family f;
    f.name = "ViT (OpenMMLab)";
    f.recognised_by = "patch_embed.projection and layers.0.ln1";
    f.names = kNames;
    f.position_filter = nn::GridFilter::kBicubic;
    f.preparation_is_known = false;
    f.arithmetic_is_known = false;  // mmsegmentation's epsilon is 1e-5 unless a config says 1e-6
    f.layers_may_lack_bias = true;  // PyTorch's attention has none behind it without qkv_bias
    f.patches_may_lack_bias = true;
    f.heads_of_width = usual_heads;
    // "ln2" is of the mean that a classifier reads.
    f.ignored = {"head.", "decode_head.", "auxiliary_head.", "neck.", "data_preprocessor.", "ln2."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return has_names(tensors);
    };
    f.prepare = [](checkpoint::TensorSet& tensors) {
      tensors.rename([](const std::string& name) { return renamed(kOfSegmentation, name); });
    };
    f.describe_more = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&,
                         model::Blueprint& blueprint) {
      if (tensors.has("patch_embed.projection.bias")) return;
      blueprint.assumptions.emplace_back("patches embedded without a bias, as none is there");
    };
    f.read_more = [](checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                     model::Weights& weights) {
      const std::string norm = "patch_embed.norm";
      if (!reader.has(norm + ".weight") && !reader.has(norm + ".bias")) return;
      weights.patch_norm = reader.layer_norm(norm, blueprint.width, blueprint.norm_epsilon);
    };
    return f;
  }();
  return family;
}

const Family& openmmlab_beit() {
  static const Family family = [] {
    Family f = beit();
    f.name = "BEiT (OpenMMLab)";
    f.recognised_by = "layers.0.attn.relative_position_bias_table and layers.0.ln1";
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return has_names(tensors) && (tensors.has("layers.0.attn.relative_position_bias_table") ||
                                    tensors.has("layers.0.gamma_1"));
    };
    f.prepare = [](checkpoint::TensorSet& tensors) {
      tensors.rename(as_in_timm);
      beit().prepare(tensors);
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
