// SPDX-License-Identifier: Apache-2.0
// DeiT (Touvron et al., 2021), plain and distilled (a second token after CLS), and DeiT-III
// (LayerScale under other names, no position for CLS).
#include "families/families.h"
#include "families/timm_names.h"

namespace vitviz::families {
namespace {

Family deit_like(std::string_view name) {
  Family f;
  f.name = name;
  f.names = kTimmNames;
  f.heads_of_width = usual_heads;
  f.ignored = {"head.", "head_dist.", "fc_norm."};
  return f;
}

}  // namespace

const Family& deit() {
  static const Family family = [] {
    Family f = deit_like("DeiT");
    f.recognised_by = "dist_token, or a head under \"model\"";
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      const std::string dictionary = tensors.dictionary();
      return tensors.has("dist_token") ||
             ((dictionary == "model/" || dictionary == "model_ema/") && tensors.has("cls_token") &&
              tensors.has("head.weight") && !tensors.has("blocks.0.gamma_1") &&
              !tensors.has("fc_norm.weight"));
    };
    return f;
  }();
  return family;
}

const Family& deit3() {
  static const Family family = [] {
    Family f = deit_like("DeiT-III");
    f.recognised_by = "blocks.0.gamma_1, LayerScale under DeiT-III's name";
    f.names.in_block.scale1 = "gamma_1";
    f.names.in_block.scale2 = "gamma_2";
    f.describe_more = [](const checkpoint::TensorSet&, const checkpoint::Facts& facts,
                         model::Blueprint& blueprint) {
      if (facts.architecture) return;
      blueprint.assumptions.emplace_back(
          "no rotary positions, as in DeiT-III (timm's \"_rope_ape_\" models have the same names)");
    };
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("cls_token") && tensors.has("blocks.0.gamma_1") &&
             tensors.has("blocks.0.attn.qkv.bias");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
