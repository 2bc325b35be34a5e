// SPDX-License-Identifier: Apache-2.0
// A Vision Transformer of a known architecture with random weights: it looks nowhere in particular,
// but takes as long as one that does.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "model/vision_transformer.h"
#include "nn/precision.h"

namespace vitviz::model {

// The sizes of an architecture, by names as in timm: "vit_small_patch16", with or without what
// follows, as in "vit_small_patch16_224". Nothing for other names.
struct Architecture {
  int width = 0;
  int heads = 0;
  int blocks = 0;
  int mlp_width = 0;
  int patch = 0;
  bool mask_head = false;
};
[[nodiscard]] std::optional<Architecture> architecture_named(std::string_view name);

// "vit_tiny, vit_small, …", for messages.
[[nodiscard]] std::string known_architectures();

// One CLS token, no position embedding, the same numbers each time. Throws Stopped soon after a
// stop is requested.
[[nodiscard]] VisionTransformer random_model(const Architecture& architecture,
                                             const std::string& name, nn::Precision precision,
                                             const std::stop_token& stop = {});

}  // namespace vitviz::model
