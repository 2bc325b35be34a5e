// SPDX-License-Identifier: Apache-2.0
// A Vision Transformer that is ready to run, and lets observers see its attention.
//
// Dosovitskiy et al., "An Image is Worth 16x16 Words" (2021); registers: Darcet et al. (2024).
#pragma once

#include <stop_token>

#include "base/thread_pool.h"
#include "model/blueprint.h"
#include "model/request.h"
#include "model/weights.h"
#include "tensor/shapes.h"

namespace vitviz::model {

class VisionTransformer {
 public:
  // Requires: at least one block, as many as the blueprint says.
  VisionTransformer(Blueprint blueprint, Weights weights);

  [[nodiscard]] const Blueprint& blueprint() const { return blueprint_; }
  [[nodiscard]] const Weights& weights() const { return weights_; }
  [[nodiscard]] bool has_pooling_attention() const;
  [[nodiscard]] bool has_mask_head() const { return weights_.mask_head.has_value(); }

  // Runs the network on normalised `patches` [N, 3·P·P], the patches of `grid` row by row, as far
  // as the request and its observers ask. Memory grows with T, not with T².
  //
  // Requires: blocks and tokens that observers wish to see are those of the model and the grid.
  // Throws Error(kModel) when a number is not finite, which only damaged weights can cause; what an
  // observer throws; and Stopped, less than a tenth of a second after a stop is requested.
  [[nodiscard]] Result forward(tensor::ConstMatrixRef patches, tensor::PatchGrid grid,
                               const Request& request, base::ThreadPool& threads,
                               const std::stop_token& stop = {}) const;

  // The final norm of `tokens` [T, D], of whatever block.
  void apply_final_norm(tensor::MatrixRef tokens, base::ThreadPool& threads) const;

 private:
  Blueprint blueprint_;
  Weights weights_;
};

}  // namespace vitviz::model
