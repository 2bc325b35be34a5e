// SPDX-License-Identifier: Apache-2.0
// The forward pass of a Vision Transformer, with its attention captured on the way.
//
// Dosovitskiy et al., "An Image is Worth 16x16 Words" (2021); registers: Darcet et al. (2024).
#pragma once

#include <functional>

#include "base/thread_pool.h"
#include "model/blueprint.h"
#include "model/weights.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// Called once per block, in order. `cls_rows` is [H, N]: the softmaxed attention from CLS to each
// patch, not renormalised, valid during the call.
using AttentionSink = std::function<void(int block, tensor::ConstMatrixRef cls_rows)>;

// How far the forward pass goes.
enum class Goal {
  kAttention,  // up to the softmax of the last block: what pictures need
  kTokens,     // to the end, for the final tokens as well
};

class VisionTransformer {
 public:
  VisionTransformer(Blueprint blueprint, Weights weights);

  [[nodiscard]] const Blueprint& blueprint() const { return blueprint_; }

  // Runs the network on normalised `patches` [N, 3·P·P], the patches of `grid` row by row.
  // Returns the tokens [T, D] after the final norm for Goal::kTokens, else an empty matrix.
  // Memory grows with T, not with T².
  //
  // Throws Error(kModel) when an attention is not a number, which only broken weights can cause.
  tensor::Matrix forward(tensor::ConstMatrixRef patches, tensor::PatchGrid grid, Goal goal,
                         const AttentionSink& sink, base::ThreadPool& threads) const;

 private:
  Blueprint blueprint_;
  Weights weights_;
};

}  // namespace vitviz::model
