// SPDX-License-Identifier: Apache-2.0
// Hugging Face's transformers: "dinov2" and "dinov2_with_registers". They resample positions
// without the offset that the original has.
#include "families/families.h"

namespace vitviz::families {
namespace {

constexpr Names kNames = {
    .cls = "embeddings.cls_token",
    .registers = "embeddings.register_tokens",
    .positions = "embeddings.position_embeddings",
    .patch_embedding = "embeddings.patch_embeddings.projection",
    .block = "encoder.layer.{}.",
    .in_block = {.norm1 = "norm1",
                 .qkv = "attention.attention.qkv",  // in GGUF files
                 .query = "attention.attention.query",
                 .key = "attention.attention.key",
                 .value = "attention.attention.value",
                 .projection = "attention.output.dense",
                 .scale1 = "layer_scale1.lambda1",
                 .norm2 = "norm2",
                 .fc1 = "mlp.fc1",
                 .gate_and_fc1 = "mlp.weights_in",
                 .fc2 = "mlp.fc2",
                 .fc2_of_gate = "mlp.weights_out",
                 .scale2 = "layer_scale2.lambda1"},
    .norm = "layernorm",
    .head = "classifier",
};

bool has_names(const checkpoint::TensorSet& tensors) {
  return tensors.has("embeddings.cls_token") && tensors.has("encoder.layer.0.layer_scale1.lambda1");
}

Family dinov2_like(std::string_view name) {
  Family f;
  f.name = name;
  f.names = kNames;
  f.heads_of_width = usual_heads;
  f.arithmetic_is_known = false;
  f.ignored = {"embeddings.mask_token", "classifier.", "pooler."};
  return f;
}

}  // namespace

const Family& hf_dinov2() {
  static const Family family = [] {
    Family f = dinov2_like("DINOv2 (Hugging Face)");
    f.recognised_by = "layer_scale1.lambda1";
    f.position_filter = nn::GridFilter::kBicubic;
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return has_names(tensors) && !tensors.has("embeddings.register_tokens");
    };
    return f;
  }();
  return family;
}

const Family& hf_dinov2_with_registers() {
  static const Family family = [] {
    Family f = dinov2_like("DINOv2 with registers (Hugging Face)");
    f.recognised_by = "layer_scale1.lambda1 and embeddings.register_tokens";
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return has_names(tensors) && tensors.has("embeddings.register_tokens");
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
