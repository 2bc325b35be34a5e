// SPDX-License-Identifier: Apache-2.0
// Hugging Face's transformers: "vit", "deit" (with a distillation token) and "vit_mae", which share
// their names. Their config.json says the number of heads and the epsilon.
#include "families/families.h"

namespace vitviz::families {
namespace {

constexpr Names kNames = {
    .cls = "embeddings.cls_token",
    .distillation = "embeddings.distillation_token",
    .positions = "embeddings.position_embeddings",
    .patch_embedding = "embeddings.patch_embeddings.projection",
    .block = "encoder.layer.{}.",
    .in_block = {.norm1 = "layernorm_before",
                 .query = "attention.attention.query",
                 .key = "attention.attention.key",
                 .value = "attention.attention.value",
                 .projection = "attention.output.dense",
                 .norm2 = "layernorm_after",
                 .fc1 = "intermediate.dense",
                 .fc2 = "output.dense"},
    .norm = "layernorm",
    .head = "classifier",
    .distilled_head = "distillation_classifier",
};

bool has_names(const checkpoint::TensorSet& tensors) {
  return tensors.has("embeddings.cls_token") &&
         tensors.has("encoder.layer.0.attention.attention.query.weight") &&
         tensors.has("encoder.layer.0.layernorm_before.weight");
}

// DeiTForImageClassificationWithTeacher has two classifiers, neither of them called so.
std::string with_one_classifier_name(const std::string& name) {
  constexpr std::string_view kFirst = "cls_";
  return name.rfind("cls_classifier.", 0) == 0 ? name.substr(kFirst.size()) : name;
}

Family vit_like(std::string_view name) {
  Family f;
  f.name = name;
  f.names = kNames;
  f.position_filter = nn::GridFilter::kBicubic;
  f.norm_epsilon = 1e-12F;
  f.photo_filter = model::PhotoFilter::kBilinear;
  f.heads_of_width = usual_heads;
  f.arithmetic_is_known = false;
  f.ignored = {"classifier.",           "pooler.",  "cls_classifier.", "distillation_classifier.",
               "embeddings.mask_token", "decoder.", "mask_token"};
  return f;
}

}  // namespace

const Family& hf_vit() {
  static const Family family = [] {
    Family f = vit_like("ViT (Hugging Face)");
    f.recognised_by = "attention.attention.query and layernorm_before";
    f.mean = kHalf;
    f.std = kHalf;
    f.preparation_is_known = false;
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return has_names(tensors);
    };
    return f;
  }();
  return family;
}

const Family& hf_deit() {
  static const Family family = [] {
    Family f = vit_like("DeiT (Hugging Face)");
    f.recognised_by = "embeddings.distillation_token";
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return has_names(tensors) && tensors.has("embeddings.distillation_token");
    };
    f.prepare = [](checkpoint::TensorSet& tensors) { tensors.rename(with_one_classifier_name); };
    return f;
  }();
  return family;
}

const Family& hf_mae() {
  static const Family family = [] {
    Family f = vit_like("MAE (Hugging Face)");
    f.recognised_by = "vit_mae in config.json, or a decoder";
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts) {
      return has_names(tensors) &&
             (facts.model_type == "vit_mae" || tensors.has("decoder.decoder_embed.weight"));
    };
    return f;
  }();
  return family;
}

// DPT's tower (Ranftl et al., 2021) resamples positions bilinearly.
const Family& hf_dpt() {
  static const Family family = [] {
    Family f = hf_vit();
    f.name = "DPT (Hugging Face)";
    f.recognised_by = "dpt in config.json, or before its names";
    f.position_filter = nn::GridFilter::kBilinear;
    f.ignored.insert(f.ignored.end(), {"neck.", "head.", "auxiliary_head."});
    f.names.head = {};  // of every pixel
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts) {
      const bool named = tensors.full_name("embeddings.cls_token").starts_with("dpt.");
      return has_names(tensors) && (facts.model_type == "dpt" || named);
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
