// SPDX-License-Identifier: Apache-2.0
#include "families/families.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "families/nearest_family.h"
#include "io/model_error.h"

namespace vitviz::families {
namespace {

// The most special first: a plain ViT is what is left.
constexpr std::array<FamilyChoice, 42> kFamilies = {jax_vit,
                                                    hf_dinov3,
                                                    hf_dinov2_with_registers,
                                                    hf_dinov2,
                                                    hf_siglip2,
                                                    hf_siglip,
                                                    hf_clip,
                                                    hf_beit,
                                                    hf_mae,
                                                    hf_dpt,
                                                    hf_deit,
                                                    hf_vit,
                                                    hf_ijepa,
                                                    openai_clip,
                                                    beit3,
                                                    perception_encoder,
                                                    timm_clip,
                                                    open_clip,
                                                    torchvision_vit,
                                                    openmmlab_beit,
                                                    openmmlab_vit,
                                                    monai_vit,
                                                    vit_pytorch,
                                                    simple_vit,
                                                    dinov3,
                                                    timm_dinov3,
                                                    timm_rope,
                                                    timm_siglip2,
                                                    timm_siglip,
                                                    dinov2_with_registers,
                                                    dinov2,
                                                    beit,
                                                    timm_beit3,
                                                    eva,
                                                    rope_vit,
                                                    deit3,
                                                    moco_v3,
                                                    ijepa,
                                                    dino,
                                                    deit,
                                                    mae,
                                                    vit};

// Models whose blocks normalise after their layers, not before: no tensor's name shows it, so that
// only the architecture's name or a width that no other model has can.
void refuse_norm_after_layers(const checkpoint::TensorSet& tensors,
                              const checkpoint::Facts& facts) {
  constexpr std::int64_t kEnormous = 1792;
  const std::string name = facts.architecture.value_or("");
  const io::Shape patches = tensors.shape("patch_embed.proj.weight");
  const bool enormous =
      tensors.has("blocks.0.attn.q_bias") && !patches.empty() && patches.front() == kEnormous;
  if (!enormous && name.find("_rpn_") == std::string::npos &&
      name.find("eva02_enormous") == std::string::npos) {
    return;
  }
  io::fail_model(tensors.name,
                 fmt::format("is {}, whose blocks normalise after their layers, not before them",
                             enormous ? "EVA-02's enormous CLIP" : io::in_quotes(name)),
                 "'vitviz models' lists the best known models that vitviz reads");
}

}  // namespace

int usual_heads(int width) {
  constexpr int kUsualHeadWidth = 64;
  switch (width) {
    case 1152:  // SigLIP's So400m, heads of 72
    case 1280:  // ViT-H, heads of 80
    case 1408:  // ViT-g, heads of 88
    case 1664:  // ViT-bigG, heads of 104
      return 16;
    default:
      return width % kUsualHeadWidth == 0 ? width / kUsualHeadWidth : 0;
  }
}

const Family& recognise(const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts) {
  refuse_norm_after_layers(tensors, facts);
  const auto* found = std::find_if(kFamilies.begin(), kFamilies.end(), [&](FamilyChoice family) {
    return family().matches(tensors, facts);
  });
  if (found == kFamilies.end()) refuse_unrecognised(tensors, facts, kFamilies);
  return (*found)();
}

}  // namespace vitviz::families
