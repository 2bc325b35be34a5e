// SPDX-License-Identifier: Apache-2.0
// The plain ViT as timm trains and ships it: AugReg, and whatever has its names and nothing that
// tells it apart.
#include <fmt/format.h>

#include "families/families.h"
#include "families/timm_names.h"

namespace vitviz::families {

const Family& vit() {
  static const Family family = [] {
    Family f;
    f.name = "ViT";
    f.recognised_by = "timm's names, and nothing that tells another family";
    f.names = kTimmNames;
    f.mean = kHalf;
    f.std = kHalf;
    f.preparation_is_known = false;
    f.arithmetic_is_known = false;
    f.heads_of_width = usual_heads;
    f.ignored = {"head.", "fc_norm.", "pre_logits.", "attn_pool."};
    f.describe_more = [](const checkpoint::TensorSet&, const checkpoint::Facts& facts,
                         model::Blueprint& blueprint) {
      const bool is_own = facts.name || facts.architecture || facts.model_type;
      if (is_own) return;
      const bool registers = blueprint.prefix_count() > (blueprint.has_cls() ? 1 : 0);
      blueprint.assumptions.push_back(fmt::format(
          "a ViT with{} CLS and with{} registers, whose blocks normalise before their layers "
          "(timm's \"_rpn_\" models have the same names)",
          blueprint.has_cls() ? "" : "out", registers ? "" : "out"));
    };
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("patch_embed.proj.weight") || tensors.has("blocks.0.norm1.weight");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
