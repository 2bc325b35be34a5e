// SPDX-License-Identifier: Apache-2.0
// The vision tower of CLIP (Radford et al., 2021) in Hugging Face's transformers: a LayerNorm
// before the first block (its misspelt name is theirs), QuickGELU, no bias in the patch embedding.
// The text tower beside it is ignored.
#include "families/families.h"

namespace vitviz::families {

const Family& hf_clip() {
  static constexpr Names kNames = {
      .cls = "embeddings.class_embedding",
      .positions = "embeddings.position_embedding.weight",
      .patch_embedding = "embeddings.patch_embedding",
      .norm_pre = "pre_layrnorm",
      .block = "encoder.layers.{}.",
      .in_block = {.norm1 = "layer_norm1",
                   .query = "self_attn.q_proj",
                   .key = "self_attn.k_proj",
                   .value = "self_attn.v_proj",
                   .projection = "self_attn.out_proj",
                   .norm2 = "layer_norm2",
                   .fc1 = "mlp.fc1",
                   .fc2 = "mlp.fc2"},
      .norm = "post_layernorm",
      .head = "classifier",
      .projection = "visual_projection",
  };
  static const Family family = [] {
    Family f;
    f.name = "CLIP (Hugging Face)";
    f.recognised_by = "embeddings.class_embedding";
    f.names = kNames;
    f.position_filter = nn::GridFilter::kBicubic;
    f.activation = nn::Activation::kQuickGelu;
    f.norm_epsilon = 1e-5F;
    f.mean = kClipMean;
    f.std = kClipStd;
    f.heads_of_width = usual_heads;
    f.patches_may_lack_bias = true;
    f.arithmetic_is_known = false;
    f.pooled = model::Pooled::kRawPatchMean;
    f.ignored = {"text_model.", "text_projection.",        "visual_projection.",
                 "logit_scale", "embeddings.position_ids", "classifier."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("embeddings.class_embedding") && !tensors.has("head.probe");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
