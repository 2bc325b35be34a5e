// SPDX-License-Identifier: Apache-2.0
// The numbers of a Vision Transformer, whatever a checkpoint called them: immutable once loaded.
// What only some families have is optional; LayerScale is folded into the layers before it.
#pragma once

#include <optional>
#include <vector>

#include "model/class_head.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "nn/rotary.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// A layer for all tokens, or one for patches and one for the prefix tokens where a model treats CLS
// apart (Marouani et al., 2026).
template <typename Layer>
struct PerToken {
  Layer patches;
  std::optional<Layer> prefix;
};

struct BlockWeights {
  PerToken<nn::LayerNorm> norm1;
  PerToken<nn::Linear> query;               // D → D, heads side by side
  PerToken<nn::Linear> key;                 // D → D
  PerToken<nn::Linear> value;               // D → D
  std::optional<nn::LayerNorm> query_norm;  // of each head's K numbers
  std::optional<nn::LayerNorm> key_norm;
  tensor::Vector extra_key;      // [D]: one learned key and value more for each head, or empty
  tensor::Vector extra_value;    // [D]
  tensor::Matrix relative_bias;  // nn/relative_bias.h, or empty
  std::optional<nn::LayerNorm> mixed_norm;  // BEiT-3: between attention and projection
  PerToken<nn::Linear> projection;          // D → D

  PerToken<nn::LayerNorm> norm2;
  nn::Linear expand;                         // D → MLP width
  std::optional<nn::Linear> gate;            // D → MLP width: silu(gate) · expand
  std::optional<nn::LayerNorm> hidden_norm;  // BEiT-3: between the two layers of the MLP
  PerToken<nn::Linear> contract;             // MLP width → D
};

// SigLIP's head: one learned query attends to all tokens.
struct PoolingWeights {
  tensor::Matrix query;  // [1, D], already projected
  nn::Linear key;        // D → D
};

struct Weights {
  nn::Linear patch_embedding;               // 3·P·P → D
  std::optional<nn::LayerNorm> pixel_norm;  // vit-pytorch: of a patch's 3·P·P numbers, before it
  std::optional<nn::LayerNorm> patch_norm;  // and of its D numbers behind it
  tensor::Matrix prefix;          // [prefix, D]: CLS and its like, their position already added
  tensor::Matrix positions;       // [trained grid, D]: what is added to each patch, or empty
  tensor::Vector rotary_periods;  // [K / 4]: nn/rotary.h, or empty
  nn::RotaryRule rotary_rule;
  std::optional<nn::LayerNorm> norm_pre;  // CLIP: before the first block
  std::vector<BlockWeights> blocks;
  std::optional<nn::LayerNorm> norm;         // after the last block
  std::optional<nn::LayerNorm> prefix_norm;  // instead of it for CLS and registers: DINOv3
  std::optional<PoolingWeights> pooling;
  std::optional<ClassHead> class_head;
};

}  // namespace vitviz::model
