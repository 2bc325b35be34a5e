// SPDX-License-Identifier: Apache-2.0
// All families, and the choice among them.
#pragma once

#include "families/family.h"

namespace vitviz::families {

const Family& vit();
const Family& deit();
const Family& deit3();
const Family& dino();
const Family& mae();
const Family& moco_v3();
const Family& dinov2();
const Family& dinov2_with_registers();
const Family& hf_vit();
const Family& hf_deit();
const Family& hf_mae();
const Family& hf_dpt();
const Family& hf_dinov2();
const Family& hf_dinov2_with_registers();
const Family& hf_clip();
const Family& hf_siglip();
const Family& hf_siglip2();
const Family& hf_ijepa();
const Family& hf_beit();
const Family& hf_dinov3();
const Family& torchvision_vit();
const Family& jax_vit();
const Family& openai_clip();
const Family& open_clip();
const Family& timm_clip();
const Family& beit3();
const Family& timm_siglip();
const Family& timm_siglip2();
const Family& ijepa();
const Family& beit();
const Family& dinov3();
const Family& timm_dinov3();
const Family& eva();
const Family& perception_encoder();
const Family& rope_vit();
const Family& timm_rope();
const Family& timm_beit3();
const Family& openmmlab_vit();
const Family& openmmlab_beit();
const Family& monai_vit();
const Family& vit_pytorch();
const Family& simple_vit();

// The number of heads that most released models of a width have; 0 for an unusual width.
[[nodiscard]] int usual_heads(int width);

// The family of these tensors. Throws Error(kModel) that says what they look like when it is none.
[[nodiscard]] const Family& recognise(const checkpoint::TensorSet& tensors,
                                      const checkpoint::Facts& facts);

}  // namespace vitviz::families
