// SPDX-License-Identifier: Apache-2.0
// Models of timm's names with a fixed sine-cosine position embedding: MAE (He et al., 2022) and
// MoCo-v3 (Chen et al., 2021).
#include "families/families.h"
#include "families/timm_names.h"

namespace vitviz::families {

const Family& mae() {
  static const Family family = [] {
    Family f;
    f.name = "MAE";
    f.recognised_by = "a decoder, or under \"model\" an encoder alone or with fc_norm";
    f.names = kTimmNames;
    f.heads_of_width = usual_heads;
    f.ignored = {"decoder_", "mask_token", "head.", "fc_norm."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      const bool decoder = tensors.has("decoder_embed.weight");
      // Fine-tuning replaces the last LayerNorm by one of the patches' mean.
      const bool encoder = tensors.dictionary() == "model/" &&
                           (tensors.has("fc_norm.weight") || !tensors.has("head.weight")) &&
                           !tensors.has("blocks.0.ls1.gamma");
      return tensors.has("cls_token") && (decoder || encoder);
    };
    return f;
  }();
  return family;
}

const Family& moco_v3() {
  static const Family family = [] {
    Family f;
    f.name = "MoCo-v3";
    f.recognised_by = "base_encoder or momentum_encoder";
    f.names = kTimmNames;
    f.heads_of_width = [](int width) { return width == 384 ? 12 : usual_heads(width); };
    f.ignored = {"head.", "predictor."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      const bool one_of_two = tensors.wrapper.ends_with("base_encoder.") ||
                              tensors.wrapper.ends_with("momentum_encoder.");
      return one_of_two && tensors.has("cls_token");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
