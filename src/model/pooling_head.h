// SPDX-License-Identifier: Apache-2.0
// SigLIP's head, in timm AttentionPoolLatent: one learned query attends to the patches, and an MLP
// follows. Its attention is a map, and what comes out is the model's vector of the whole photo.
#pragma once

#include <optional>

#include "nn/activation.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// What follows the softmax: y = projection(attention · values), y + MLP(LN(y)).
struct PoolingOutput {
  nn::Linear value;  // D → D, heads side by side
  nn::Linear projection;
  nn::LayerNorm norm;
  nn::Linear fc1;  // D → MLP width
  nn::Linear fc2;  // MLP width → D
  int mlp_width = 0;
  nn::Activation activation = nn::Activation::kGelu;
};

struct PoolingHead {
  tensor::Matrix query;  // [1, D], already projected
  nn::Linear key;        // D → D, heads side by side
  int heads = 0;
  std::optional<PoolingOutput> output;  // where the checkpoint has all of it

  // [D], of patches [N, D] after the final norm, on the calling thread. Requires: an output.
  [[nodiscard]] tensor::Vector pool(tensor::ConstMatrixRef patches) const;
};

}  // namespace vitviz::model
