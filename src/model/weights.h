// SPDX-License-Identifier: Apache-2.0
// The numbers of a Vision Transformer, whatever a checkpoint called them: immutable once loaded.
// What only some families have is optional; LayerScale is folded into the layers before it.
#pragma once

#include <optional>
#include <vector>

#include "model/class_head.h"
#include "model/patch_and_prefix.h"
#include "model/pooling_head.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "nn/rotary.h"
#include "tensor/shapes.h"

namespace vitviz::model {

struct MlpWeights {
  nn::Linear fc1;                            // D → MLP width
  std::optional<nn::Linear> gate;            // D → MLP width: activation(gate) · fc1
  std::optional<nn::LayerNorm> hidden_norm;  // BEiT-3: between the two layers
  PatchAndPrefix<nn::Linear> fc2;            // MLP width → D
};

struct BlockWeights {
  PatchAndPrefix<nn::LayerNorm> norm1;
  PatchAndPrefix<nn::Linear> query;         // D → D, heads side by side
  PatchAndPrefix<nn::Linear> key;           // D → D
  PatchAndPrefix<nn::Linear> value;         // D → D
  std::optional<nn::LayerNorm> query_norm;  // of each head's K numbers
  std::optional<nn::LayerNorm> key_norm;
  tensor::Vector extra_key;      // [D]: one learned key and value more for each head, or empty
  tensor::Vector extra_value;    // [D]
  tensor::Matrix relative_bias;  // nn/relative_bias.h, or empty
  std::optional<nn::LayerNorm> output_norm;  // BEiT-3: of the attention output
  PatchAndPrefix<nn::Linear> projection;     // D → D

  PatchAndPrefix<nn::LayerNorm> norm2;
  MlpWeights mlp;
};

// CLIP's: from CLS after the final norm into the space that photos share with texts.
struct Projection {
  nn::Linear layer;  // D → width
  int width = 0;
};

// One linear layer that was trained to tell the object's patches from the others: it gives each
// patch token, after the final norm, a logit.
struct MaskHeadWeights {
  tensor::Vector weight;  // [D]
  float bias = 0;
};

struct Weights {
  nn::Linear patch_embedding;               // 3·P·P → D
  std::optional<nn::LayerNorm> pixel_norm;  // vit-pytorch: of a patch's 3·P·P numbers, before it
  std::optional<nn::LayerNorm> patch_norm;  // and of its D numbers behind it
  tensor::Matrix prefix;          // [prefix, D]: CLS and its like, their position already added
  tensor::Matrix positions;       // [trained grid, D]: what is added to each patch, or empty
  bool sine_positions = false;    // nn/sine_positions.h, where there is no table
  tensor::Vector rotary_periods;  // [K / 4]: nn/rotary.h, or empty
  nn::RotaryRule rotary_rule;
  std::optional<nn::LayerNorm> norm_pre;  // CLIP: before the first block
  std::vector<BlockWeights> blocks;
  std::optional<nn::LayerNorm> norm;         // after the last block
  std::optional<nn::LayerNorm> prefix_norm;  // instead of it for CLS and registers: DINOv3
  std::optional<PoolingHead> pooling;
  std::optional<Projection> projection;
  std::optional<ClassHead> class_head;
  std::optional<MaskHeadWeights> mask_head;
};

}  // namespace vitviz::model
