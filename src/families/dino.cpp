// SPDX-License-Identifier: Apache-2.0
// DINO (Caron et al., 2021) and iBOT (Zhou et al., 2022): backbones, and full training checkpoints
// with a student and a teacher. Their position embedding is resampled with an offset of 0.1.
//
// Reference: facebookresearch/dino, vision_transformer.py and visualize_attention.py.
#include <algorithm>
#include <array>

#include "families/families.h"
#include "families/timm_names.h"

namespace vitviz::families {
namespace {

bool is_distilled(const checkpoint::TensorSet& tensors) {
  return tensors.wrapper.starts_with("teacher") || tensors.wrapper.starts_with("student");
}

bool has_head(const checkpoint::TensorSet& tensors) {
  const auto found = tensors.tensors.lower_bound("head.");
  return found != tensors.tensors.end() && found->first.starts_with("head.");
}

// A backbone as it was released is a bare dictionary without a head; timm's copies of it are
// safetensors, or have a config.json beside them, and are resampled timm's way.
bool is_released_backbone(const checkpoint::TensorSet& tensors) {
  constexpr std::array kOfOthers = {"fc_norm.weight",     "dist_token",
                                    "reg_token",          "blocks.0.attn.q_norm.weight",
                                    "blocks.0.ls1.gamma", "decoder_embed.weight"};
  const std::string dictionary = tensors.dictionary();
  return tensors.container == io::Container::kPyTorch &&
         (dictionary.empty() || dictionary == "state_dict/") && !has_head(tensors) &&
         std::none_of(kOfOthers.begin(), kOfOthers.end(),
                      [&](const char* name) { return tensors.has(name); });
}

}  // namespace

const Family& dino() {
  static const Family family = [] {
    Family f;
    f.name = "DINO";
    f.recognised_by = "a teacher and a student, or a PyTorch backbone without a head";
    f.names = kTimmNames;
    f.position_filter = nn::GridFilter::kBicubicOffset;
    f.photo_filter = model::PhotoFilter::kBilinear;
    f.heads_of_width = usual_heads;
    f.ignored = {"head.", "masked_embed"};
    f.describe_more = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&,
                         model::Blueprint& blueprint) {
      if (is_distilled(tensors)) return;
      blueprint.assumptions.emplace_back(
          "a backbone of DINO: its mean and std, its resampling of photos and positions");
    };
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts) {
      if (!tensors.has("cls_token") || !tensors.has("blocks.0.attn.qkv.weight")) return false;
      return is_distilled(tensors) || (is_released_backbone(tensors) && !facts.architecture);
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
