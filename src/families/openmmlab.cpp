// SPDX-License-Identifier: Apache-2.0
// The VisionTransformer of OpenMMLab: mmpretrain's (DeiT, MAE and others under its names) and
// mmsegmentation's, whose attention is PyTorch's own.
//
// References: open-mmlab/mmpretrain and open-mmlab/mmsegmentation, models/backbones/vit.py.
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

// mmsegmentation's names → mmpretrain's.
std::string as_in_mmpretrain(const std::string& name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kLayers = {
      {{".attn.attn.in_proj_", ".attn.qkv."}, {".attn.attn.out_proj.", ".attn.proj."}}};
  std::string result = name;
  for (const auto& [from, to] : kLayers) {
    const std::size_t at = result.find(from);
    if (at != std::string::npos) result.replace(at, from.size(), to);
  }
  return result;
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
    f.heads_of_width = usual_heads;
    f.ignored = {"head.", "decode_head.", "auxiliary_head.", "neck.", "data_preprocessor."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("patch_embed.projection.weight") && tensors.has("layers.0.ln1.weight");
    };
    f.prepare = [](checkpoint::TensorSet& tensors) { tensors.rename(as_in_mmpretrain); };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
