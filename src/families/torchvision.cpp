// SPDX-License-Identifier: Apache-2.0
// torchvision's VisionTransformer. The released files call the layers of the MLP linear_1 and
// linear_2, today's state_dict() 0 and 3. Positions are resampled with aligned corners.
//
// Reference: pytorch/vision, models/vision_transformer.py, interpolate_embeddings().
#include <array>
#include <utility>

#include "families/families.h"
#include "families/in_proj.h"

namespace vitviz::families {
namespace {

constexpr Names kNames = {
    .cls = "class_token",
    .positions = "encoder.pos_embedding",
    .patch_embedding = "conv_proj",
    .block = "encoder.layers.encoder_layer_{}.",
    .in_block = {.norm1 = "ln_1",
                 .qkv = "self_attention.in_proj",
                 .projection = "self_attention.out_proj",
                 .norm2 = "ln_2",
                 .fc1 = "mlp.linear_1",
                 .fc2 = "mlp.linear_2"},
    .norm = "encoder.ln",
    .head = "heads.head",
};

// Today's names of the MLP's layers → those of the released files.
std::string released_name(const std::string& name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kLayers = {
      {{".mlp.0.", ".mlp.linear_1."}, {".mlp.3.", ".mlp.linear_2."}}};
  std::string result = name;
  for (const auto& [today, released] : kLayers) {
    const std::size_t at = result.find(today);
    if (at != std::string::npos) result.replace(at, today.size(), released);
  }
  return result;
}

}  // namespace

const Family& torchvision_vit() {
  static const Family family = [] {
    Family f;
    f.name = "ViT (torchvision)";
    f.recognised_by = "class_token and conv_proj";
    f.names = kNames;
    f.position_filter = nn::GridFilter::kBicubicCorners;
    f.photo_filter = model::PhotoFilter::kBilinear;
    f.heads_of_width = usual_heads;
    f.ignored = {"heads."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("class_token") && tensors.has("conv_proj.weight");
    };
    f.prepare = [](checkpoint::TensorSet& tensors) {
      tensors.rename(released_name);
      rename_in_proj(tensors);
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
