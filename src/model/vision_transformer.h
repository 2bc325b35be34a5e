// SPDX-License-Identifier: Apache-2.0
// A Vision Transformer that is ready to run: its forward pass, with the attention captured.
//
// Dosovitskiy et al., "An Image is Worth 16x16 Words" (2021); registers: Darcet et al. (2024).
#pragma once

#include "base/thread_pool.h"
#include "model/attention_sink.h"
#include "model/blueprint.h"
#include "model/request.h"
#include "model/weights.h"
#include "nn/step_times.h"
#include "tensor/shapes.h"

namespace vitviz::model {

class VisionTransformer {
 public:
  // Requires: at least one block, as many as the blueprint says.
  VisionTransformer(Blueprint blueprint, Weights weights);

  [[nodiscard]] const Blueprint& blueprint() const { return blueprint_; }
  [[nodiscard]] bool has_pooling_attention() const { return weights_.pooling.has_value(); }

  // Runs the network on normalised `patches` [N, 3·P·P], the patches of `grid` row by row.
  // Memory grows with T, not with T²; a rollout keeps the queries and keys of every block. What the
  // threads do is added to `times`, unless it is null.
  //
  // Requires: queries are patches of the grid, blocks those of the model.
  // Throws Error(kModel) when a number is not finite, which only damaged weights can cause.
  [[nodiscard]] Result forward(tensor::ConstMatrixRef patches, tensor::PatchGrid grid,
                               const Request& request, const AttentionSink& sink,
                               base::ThreadPool& threads, nn::StepTimes* times = nullptr) const;

 private:
  Blueprint blueprint_;
  Weights weights_;
};

}  // namespace vitviz::model
