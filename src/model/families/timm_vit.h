// SPDX-License-Identifier: Apache-2.0
// The plain Vision Transformer under timm's tensor names (timm/models/vision_transformer.py):
//
//   cls_token [1, 1, D]      reg_token [1, R, D], optional      pos_embed [1, rows, D]
//   patch_embed.proj.{weight [D, 3, P, P], bias}
//   blocks.N.{norm1, norm2}.{weight, bias} [D]
//   blocks.N.attn.qkv.{weight [3·D, D], bias}      rows: all queries, all keys, all values
//   blocks.N.attn.proj.{weight [D, D], bias}
//   blocks.N.mlp.{fc1, fc2}.{weight, bias}
//   norm.{weight, bias}      head.*, ignored
//
// pos_embed has a row for each patch of a square grid, after one for each prefix token or for CLS
// alone. Number of heads, preprocessing and the like come from the metadata; where these are
// silent, from timm's conventions, which is then noted among the blueprint's assumptions.
#pragma once

#include <string>

#include "io/checkpoint.h"
#include "model/hints.h"
#include "model/vision_transformer.h"

namespace vitviz::model {

// `name` is the model's for people, unless the metadata give one. Throws Error(kModel).
[[nodiscard]] VisionTransformer load_timm_vit(const io::Checkpoint& checkpoint,
                                              const std::string& name, const Hints& hints);

}  // namespace vitviz::model
