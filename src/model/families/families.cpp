// SPDX-License-Identifier: Apache-2.0
#include "model/families/families.h"

#include <algorithm>
#include <array>

#include "model/families/nearest_family.h"

namespace vitviz::model {
namespace {

// The most special first: a plain ViT is what is left.
constexpr std::array<FamilyChoice, 31> kFamilies = {jax_vit,
                                                    hf_dinov3,
                                                    hf_dinov2_with_registers,
                                                    hf_dinov2,
                                                    hf_siglip2,
                                                    hf_siglip,
                                                    hf_clip,
                                                    hf_beit,
                                                    hf_mae,
                                                    hf_deit,
                                                    hf_vit,
                                                    hf_ijepa,
                                                    openai_clip,
                                                    beit3,
                                                    timm_clip,
                                                    open_clip,
                                                    torchvision_vit,
                                                    dinov3,
                                                    timm_dinov3,
                                                    timm_siglip2,
                                                    timm_siglip,
                                                    dinov2_with_registers,
                                                    dinov2,
                                                    beit,
                                                    deit3,
                                                    moco_v3,
                                                    ijepa,
                                                    dino,
                                                    deit,
                                                    mae,
                                                    vit};

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

const Family& recognise(const TensorSet& tensors, const Facts& facts) {
  const auto* found = std::find_if(kFamilies.begin(), kFamilies.end(), [&](FamilyChoice family) {
    return family().matches(tensors, facts);
  });
  if (found == kFamilies.end()) refuse_unrecognised(tensors, facts, kFamilies);
  return (*found)();
}

}  // namespace vitviz::model
