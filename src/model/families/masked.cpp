// SPDX-License-Identifier: Apache-2.0
// Models of timm's names with a fixed sine-cosine position embedding: MAE (He et al., 2022) and
// MoCo-v3 (Chen et al., 2021).
#include "model/families/families.h"
#include "model/families/timm_names.h"

namespace vitviz::model {

const Family& mae() {
  static const Family family = [] {
    Family f;
    f.name = "MAE";
    f.recognised_by = "a decoder, or an encoder without a head under \"model\"";
    f.names = kTimmNames;
    f.heads_of_width = usual_heads;
    f.ignored = {"decoder_", "mask_token", "head.", "fc_norm."};
    f.matches = [](const TensorSet& tensors, const Facts&) {
      const bool decoder = tensors.has("decoder_embed.weight");
      const bool encoder_alone = tensors.wrapper == "model/" && !tensors.has("head.weight") &&
                                 !tensors.has("blocks.0.ls1.gamma");
      return tensors.has("cls_token") && (decoder || encoder_alone);
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
    f.matches = [](const TensorSet& tensors, const Facts&) {
      return tensors.wrapper.find("_encoder.") != std::string::npos && tensors.has("cls_token");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::model
