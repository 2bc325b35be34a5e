// SPDX-License-Identifier: Apache-2.0
// I-JEPA (Assran et al., 2023): no CLS. The original's training checkpoints have timm's names, with
// a fixed sine-cosine position embedding; transformers has its own.
#include "families/families.h"
#include "families/timm_names.h"

namespace vitviz::families {

const Family& ijepa() {
  static const Family family = [] {
    Family f;
    f.name = "I-JEPA";
    f.recognised_by = "an encoder beside a predictor, without cls_token";
    f.names = kTimmNames;
    f.heads_of_width = usual_heads;
    f.ignored = {"predictor", "mask_token", "head."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.wrapper.find("encoder/") != std::string::npos &&
             tensors.has("patch_embed.proj.weight") && !tensors.has("cls_token");
    };
    return f;
  }();
  return family;
}

const Family& hf_ijepa() {
  static const Family family = [] {
    Family f = hf_vit();
    f.name = "I-JEPA (Hugging Face)";
    f.recognised_by = "Hugging Face's names, without cls_token";
    f.names.cls = {};
    f.names.distillation = {};
    f.mean = kImageNetMean;
    f.std = kImageNetStd;
    f.preparation_is_known = true;
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return !tensors.has("embeddings.cls_token") &&
             tensors.has("embeddings.patch_embeddings.projection.weight") &&
             tensors.has("encoder.layer.0.layernorm_before.weight") &&
             !tensors.has("encoder.layer.0.lambda_1");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
