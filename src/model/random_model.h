// SPDX-License-Identifier: Apache-2.0
// A Vision Transformer of a known architecture with random weights: it looks nowhere in particular,
// but takes as long as one that does.
//
// A seed gives the same weights everywhere. They are drawn from SeededNumbers in this order, each
// matrix row by row, in double precision before they are rounded to floats:
//
//   patch embedding                [D, C·P·P], a row's pixels by channel, y, x
//   CLS                            [1, D], from N(0, 0.02²)
//   position embedding             [N + 1, D], from N(0, 0.02²): of CLS, then of each patch
//   of each block, query, key, value, projection [D, D], fc1 [F, D], fc2 [D, F]
//   head                           [classes, D]
//   mask head                      [1, D]
//
// The weights of a layer [out, in] are even in ±√(6 / (in + out)) (Glorot and Bengio, 2010), as in
// the paper's own program; biases are 0, norms scale by 1 and shift by 0.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "model/vision_transformer.h"
#include "nn/precision.h"
#include "tensor/grid.h"

namespace vitviz::model {

struct Architecture {
  int width = 0;
  int heads = 0;
  int blocks = 0;
  int mlp_width = 0;
  int patch = 0;
  bool mask_head = false;
  tensor::PatchGrid grid = {};  // N patches and CLS have positions; no patches: none has
  int classes = 0;              // of the head on CLS, after the final norm; 0: no head
  int channels = 3;             // C
};

// The sizes of an architecture, by names as in timm: "vit_small_patch16", with or without what
// follows, as in "vit_small_patch16_224"; with positions for a photo of 224 × 224, and no head.
// Nothing for other names.
[[nodiscard]] std::optional<Architecture> architecture_named(std::string_view name);

// "vit_tiny, vit_small, …", for messages.
[[nodiscard]] std::string known_architectures();

// A plain ViT: CLS as its only prefix token, norms before attention and MLP, and after the last
// block. Throws Stopped soon after a stop is requested.
[[nodiscard]] VisionTransformer random_model(const Architecture& architecture,
                                             const std::string& name, nn::Precision precision,
                                             const std::stop_token& stop = {},
                                             std::uint64_t seed = 1);

}  // namespace vitviz::model
