// SPDX-License-Identifier: Apache-2.0
// The classifier on top of the final tokens, where a checkpoint has one.
#pragma once

#include <optional>

#include "model/pooled.h"
#include "model/pooling_head.h"
#include "nn/layer_norm.h"
#include "nn/linear.h"
#include "tensor/shapes.h"

namespace vitviz::model {

struct ClassHead {
  Pooled pooled = Pooled::kCls;
  std::optional<nn::LayerNorm> norm;    // of what was pooled
  nn::Linear layer;                     // D or 2·D → classes
  std::optional<nn::Linear> distilled;  // DeiT: reads the second token; the logits are the mean
  int classes = 0;

  // Whether it reads the tokens before the final norm.
  [[nodiscard]] bool reads_raw() const { return pooled == Pooled::kRawPatchMean; }

  // What the layer reads, [D] or [2·D], of `tokens` [T, D], after the final norm unless it reads
  // raw ones; the first `prefix` of them are no patches. `pooling` is the model's, which
  // Pooled::kAttention requires, with an output.
  [[nodiscard]] tensor::Vector features(tensor::ConstMatrixRef tokens, int prefix,
                                        const std::optional<PoolingHead>& pooling) const;

  // [classes], for these features and for the same tokens.
  [[nodiscard]] tensor::Vector logits(tensor::ConstVectorRef features,
                                      tensor::ConstMatrixRef tokens) const;

  // [classes], from whatever was made of the same tokens, `pooled_tokens` [1, D], through the norm
  // and the layer.
  [[nodiscard]] tensor::Vector classify(tensor::Matrix pooled_tokens) const;
};

}  // namespace vitviz::model
