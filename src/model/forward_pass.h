// SPDX-License-Identifier: Apache-2.0
// One run of the network over one photo: the steps, their order and the memory between them.
#pragma once

#include "base/thread_pool.h"
#include "model/attention_sink.h"
#include "model/blueprint.h"
#include "model/weights.h"
#include "model/workspace.h"
#include "nn/attention.h"
#include "nn/rotary.h"
#include "tensor/shapes.h"

namespace vitviz::model {

class ForwardPass {
 public:
  // All references must outlive the pass.
  ForwardPass(const Blueprint& blueprint, const Weights& weights, tensor::PatchGrid grid,
              const AttentionSink& sink, base::ThreadPool& threads);

  // x = [prefix; patches · Wᵀ + b + positions]
  void embed(tensor::ConstMatrixRef patches);

  // x = x + attention(norm1(x)), then x = x + mlp(norm2(x)); hands the attention out on the way.
  void run_block(int index);

  // The part of a block that its attention depends on.
  void run_block_up_to_attention(int index);

  // norm(x), [T, D]
  tensor::Matrix final_tokens();

  // The attention of the pooling head's query to all patches, [H, N]. Requires: there is one.
  tensor::Matrix pooling_attention();

 private:
  void attend(int index);
  void mlp(const BlockWeights& block);
  void hand_out(int index);
  void check_finite(tensor::ConstMatrixRef values, const std::string& what) const;

  template <typename Layer, typename... More>
  void apply(const PerToken<Layer>& layer, tensor::ConstMatrixRef x, tensor::MatrixRef y,
             const More&... more);

  const Blueprint& blueprint_;
  const Weights& weights_;
  tensor::PatchGrid grid_;
  const AttentionSink& sink_;
  base::ThreadPool& threads_;
  nn::ObservedQueries observed_;
  nn::Rotation rotation_;  // empty without rotary positions
  Workspace s_;
};

}  // namespace vitviz::model
