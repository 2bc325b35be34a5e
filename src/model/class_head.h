// SPDX-License-Identifier: Apache-2.0
// The classifier on top of the final tokens, where a checkpoint has one.
#pragma once

#include <optional>

#include "model/pooled.h"
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

  // [classes], for `tokens` [T, D] after the final norm, the first `prefix` of which are no
  // patches.
  [[nodiscard]] tensor::Vector logits(tensor::ConstMatrixRef tokens, int prefix) const;
};

}  // namespace vitviz::model
