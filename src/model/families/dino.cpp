// SPDX-License-Identifier: Apache-2.0
// DINO (Caron et al., 2021) and iBOT (Zhou et al., 2022): backbones, and full training checkpoints
// with a student and a teacher. Their position embedding is resampled with an offset of 0.1.
//
// Reference: facebookresearch/dino, vision_transformer.py and visualize_attention.py.
#include "model/families/families.h"
#include "model/families/timm_names.h"

namespace vitviz::model {
const Family& dino() {
  static const Family family = [] {
    Family f;
    f.name = "DINO";
    f.recognised_by = "a teacher and a student, or a PyTorch backbone without a head";
    f.names = kTimmNames;
    f.position_filter = nn::GridFilter::kBicubicOffset;
    f.photo_filter = PhotoFilter::kBilinear;
    f.heads_of_width = usual_heads;
    f.ignored = {"head.", "masked_embed"};
    // A backbone as it was released is a bare dictionary without a head; timm's copies of it are
    // safetensors, and are resampled timm's way.
    f.matches = [](const TensorSet& tensors, const Facts&) {
      if (!tensors.has("cls_token") || !tensors.has("blocks.0.attn.qkv.weight")) return false;
      const bool distilled =
          tensors.wrapper.starts_with("teacher") || tensors.wrapper.starts_with("student");
      const bool backbone = tensors.container == io::Container::kPyTorch &&
                            (tensors.wrapper.empty() || tensors.wrapper == "state_dict/") &&
                            !tensors.has("head.weight");
      return distilled || backbone;
    };
    return f;
  }();
  return family;
}

}  // namespace vitviz::model
