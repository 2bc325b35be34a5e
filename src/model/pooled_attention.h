// SPDX-License-Identifier: Apache-2.0
// timm's AttentionPoolLatent: one learned query attends to the patches, and an MLP follows. What
// comes out is what a classifier reads.
#pragma once

#include <optional>

#include "nn/activation.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "tensor/shapes.h"

namespace vitviz::model {

struct PooledAttention {
  tensor::Matrix query;  // [1, D], already projected
  nn::Linear key;        // D → D, heads side by side
  nn::Linear value;      // D → D
  nn::Linear projection;
  std::optional<nn::LayerNorm> norm;
  nn::Linear fc1;  // D → MLP width
  nn::Linear fc2;  // MLP width → D
  int heads = 0;
  int mlp_width = 0;
  nn::Activation activation = nn::Activation::kGelu;

  // [1, D] of patches [N, D], on the calling thread.
  [[nodiscard]] tensor::Matrix pool(tensor::ConstMatrixRef patches) const;
};

}  // namespace vitviz::model
