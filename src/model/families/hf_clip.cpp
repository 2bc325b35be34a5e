// SPDX-License-Identifier: Apache-2.0
// The vision tower of CLIP (Radford et al., 2021) in Hugging Face's transformers: a LayerNorm
// before the first block (its misspelt name is theirs), QuickGELU, no bias in the patch embedding.
// The text tower beside it is ignored.
#include "model/families/families.h"

namespace vitviz::model {

const Family& hf_clip() {
  static constexpr Names kNames = {
      .cls = "vision_model.embeddings.class_embedding",
      .positions = "vision_model.embeddings.position_embedding.weight",
      .patch_embedding = "vision_model.embeddings.patch_embedding",
      .norm_pre = "vision_model.pre_layrnorm",
      .block = "vision_model.encoder.layers.{}.",
      .in_block = {.norm1 = "layer_norm1",
                   .query = "self_attn.q_proj",
                   .key = "self_attn.k_proj",
                   .value = "self_attn.v_proj",
                   .projection = "self_attn.out_proj",
                   .norm2 = "layer_norm2",
                   .expand = "mlp.fc1",
                   .contract = "mlp.fc2"},
      .norm = "vision_model.post_layernorm",
  };
  static const Family family = [] {
    Family f;
    f.name = "CLIP (Hugging Face)";
    f.recognised_by = "vision_model.embeddings.class_embedding";
    f.names = kNames;
    f.position_filter = nn::GridFilter::kBicubic;
    f.activation = nn::Activation::kQuickGelu;
    f.norm_epsilon = 1e-5F;
    f.mean = kClipMean;
    f.std = kClipStd;
    f.heads_of_width = usual_heads;
    f.ignored = {"text_model.", "text_projection.", "visual_projection.", "logit_scale",
                 "vision_model.embeddings.position_ids"};
    f.matches = [](const TensorSet& tensors, const Facts&) {
      return tensors.has("vision_model.embeddings.class_embedding");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::model
