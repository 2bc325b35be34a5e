// SPDX-License-Identifier: Apache-2.0
// SigLIP (Zhai et al., 2023) and SigLIP 2 (Tschannen et al., 2025), by transformers and by timm: no
// CLS; a pooling head whose one learned query attends to all patches. That attention is the model's
// map, and what the head makes of them its vector of the photo. SigLIP 2 for one size of photos is
// SigLIP; for any aspect (NaFlex), its patches are embedded by a matrix, and positions are
// resampled otherwise.
#include "families/families.h"
#include "families/flat_patches.h"
#include "families/in_proj.h"
#include "families/timm_names.h"
#include "io/dimensions.h"

namespace vitviz::families {
namespace {

int heads_of_siglip(int width) {
  return width == 1536 ? 16 : usual_heads(width);  // giant-opt, heads of 96
}

// timm gives these of its SigLIPs the original's approximated GELU, the others the exact one.
bool has_tanh_in_timm(const model::Blueprint& blueprint) {
  switch (blueprint.width) {
    case 768:
      return blueprint.patch == 32;
    case 1024:
      return blueprint.trained_grid.rows == 32;
    case 1152:
      return blueprint.patch == 16;
    default:
      return blueprint.width == 1536;
  }
}

constexpr PoolingNames kHuggingFacePooling = {.start = "head.",
                                              .probe = "head.probe",
                                              .qkv = "head.attention.in_proj",
                                              .projection = "head.attention.out_proj",
                                              .norm = "head.layernorm",
                                              .fc1 = "head.mlp.fc1",
                                              .fc2 = "head.mlp.fc2"};

bool has_timm_head(const checkpoint::TensorSet& tensors) {
  return tensors.has("attn_pool.latent") || tensors.has("attn_pool.kv.weight");
}

// [1, rows, cols, D] → [1, rows·cols, D]
void flatten_grid(checkpoint::TensorSet& tensors, const std::string& positions) {
  constexpr std::int64_t kLargestSide = 65536;
  const auto shape = io::dimensions<4>(tensors.shape(positions));
  if (!shape) return;
  const auto [one, rows, cols, width] = *shape;
  if (rows > kLargestSide || cols > kLargestSide) return;
  tensors.tensors[positions].shape = {one, rows * cols, width};
}

}  // namespace

const Family& hf_siglip() {
  static const Family family = [] {
    Family f;
    f.name = "SigLIP (Hugging Face)";
    f.recognised_by = "vision_model's names, without class_embedding";
    // The tower is CLIP's, less CLS and the LayerNorm before the first block.
    f.names = hf_clip().names;
    f.names.cls = {};
    f.names.norm_pre = {};
    f.names.projection = {};
    f.names.pooling = kHuggingFacePooling;
    f.position_filter = nn::GridFilter::kBicubic;
    f.activation = nn::Activation::kGeluTanh;
    f.arithmetic_is_known = false;
    f.mean = kHalf;
    f.std = kHalf;
    f.heads_of_width = heads_of_siglip;
    f.ignored = {"text_model.", "logit_scale", "logit_bias", "head.", "embeddings.position_ids"};
    f.names.head = "classifier";
    f.pooled = model::Pooled::kPatchMean;  // which a classifier reads, pooling head or not
    f.prepare = rename_in_proj;
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return !tensors.has("embeddings.class_embedding") &&
             tensors.has("embeddings.patch_embedding.bias") &&
             tensors.has("encoder.layers.0.self_attn.q_proj.weight");
    };
    return f;
  }();
  return family;
}

const Family& hf_siglip2() {
  static const Family family = [] {
    Family f = hf_siglip();
    f.name = "SigLIP 2 NaFlex (Hugging Face)";
    f.recognised_by = "SigLIP's names, and a patch embedding that is a matrix";
    f.position_filter = nn::GridFilter::kBilinearAntialiased;
    f.photo_filter = model::PhotoFilter::kBilinear;
    f.prepare = [](checkpoint::TensorSet& tensors) {
      rename_in_proj(tensors);
      unfold_patches(tensors, "embeddings.patch_embedding.weight");
    };
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts) {
      return hf_siglip().matches(tensors, facts) &&
             tensors.shape("embeddings.patch_embedding.weight").size() == 2;
    };
    return f;
  }();
  return family;
}

const Family& timm_siglip() {
  static const Family family = [] {
    Family f;
    f.name = "SigLIP";
    f.recognised_by = "attn_pool.latent or the architecture's name, without cls_token";
    f.names = kTimmNames;
    f.mean = kHalf;
    f.std = kHalf;
    f.heads_of_width = heads_of_siglip;
    f.ignored = {"attn_pool.", "head.", "fc_norm."};
    // timm's "gap" models are SigLIP's without the pooling head.
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts) {
      const bool named = facts.architecture.value_or("").find("siglip") != std::string::npos;
      return !tensors.has("cls_token") && tensors.has("patch_embed.proj.weight") &&
             (has_timm_head(tensors) || named);
    };
    f.describe_more = [](const checkpoint::TensorSet&, const checkpoint::Facts&,
                         model::Blueprint& blueprint) {
      if (has_tanh_in_timm(blueprint)) blueprint.activation = nn::Activation::kGeluTanh;
    };
    return f;
  }();
  return family;
}

const Family& timm_siglip2() {
  static const Family family = [] {
    Family f = timm_siglip();
    f.name = "SigLIP 2 NaFlex";
    f.recognised_by = "attn_pool.latent and embeds.proj";
    f.names.cls = {};
    f.names.patch_embedding = "embeds.proj";
    f.names.positions = "embeds.pos_embed";
    f.position_filter = nn::GridFilter::kBilinearAntialiased;
    f.activation = nn::Activation::kGeluTanh;
    f.prepare = [](checkpoint::TensorSet& tensors) {
      flatten_grid(tensors, "embeds.pos_embed");
      unfold_patches(tensors, "embeds.proj.weight");
    };
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return has_timm_head(tensors) && tensors.has("embeds.proj.weight");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
