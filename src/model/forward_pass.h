// SPDX-License-Identifier: Apache-2.0
// One run of the network over one photo: the steps, their order and the memory between them.
//
// Between two attentions every token is computed alone, so a thread takes some rows of tokens from
// the end of one block to the keys of the next while they are in its cache.
#pragma once

#include <optional>
#include <vector>

#include "base/thread_pool.h"
#include "model/attention_sink.h"
#include "model/blueprint.h"
#include "model/request.h"
#include "model/token_rows.h"
#include "model/weights.h"
#include "model/workspace.h"
#include "nn/rotary.h"
#include "nn/step_times.h"
#include "tensor/shapes.h"

namespace vitviz::model {

class ForwardPass {
 public:
  // All references must outlive the pass; `times` may be null.
  ForwardPass(const Blueprint& blueprint, const Weights& weights, tensor::PatchGrid grid,
              const Request& request, const AttentionSink& sink, base::ThreadPool& threads,
              nn::StepTimes* times);

  // x = [prefix; patches · Wᵀ + b + positions]
  void embed(tensor::ConstMatrixRef patches);

  // x = x + attention(norm1(x)), then x = x + mlp(norm2(x)) for every block; hands the attention
  // out on the way.
  void run_blocks();

  // The same without what follows the last block's attention, which leaves x undefined.
  void run_up_to_last_attention();

  // norm(x), [T, D]
  tensor::Matrix final_tokens();

  // The attention of the pooling head's query to all tokens, [H, T]. Requires: there is one.
  tensor::Matrix pooling_attention();

  // What the request asks for of the blocks' tokens and rollouts. The rollouts take the memory of
  // the keys, so nothing can be attended to after them.
  std::vector<tensor::Matrix> block_tokens();
  std::vector<tensor::Matrix> rollout();

 private:
  enum class Extent { kMix, kObserveOnly };

  // The queries and keys of a block, [T, D] each.
  struct QueriesAndKeys {
    tensor::Matrix q;
    tensor::Matrix k;
  };

  void attend(int block, Extent extent);
  [[nodiscard]] nn::ScoreBias bias_of(int block) const;
  void keep_tokens(int block, TokenRows rows);
  void apply_final_norm(tensor::MatrixRef x);
  void enter(int block, Extent extent, TokenRows rows, RowScratch& scratch, nn::StepClock& clock);
  void leave(int block, TokenRows rows, RowScratch& scratch, nn::StepClock& clock);
  void finish_heads(const std::optional<nn::LayerNorm>& norm, TokenRows rows,
                    tensor::MatrixRef heads) const;
  void mlp(const BlockWeights& block, TokenRows rows, RowScratch& scratch);
  void check_finite(tensor::ConstMatrixRef values, const char* what, int block) const;

  template <typename Layer, typename... More>
  void apply(const PerToken<Layer>& layer, TokenRows rows, tensor::ConstMatrixRef x,
             tensor::MatrixRef y, const More&... more) const;

  const Blueprint& blueprint_;
  const Weights& weights_;
  tensor::PatchGrid grid_;
  const AttentionSink& sink_;
  base::ThreadPool& threads_;
  nn::StepTimes* times_;
  const Request& request_;
  std::vector<nn::ObservedQueries> observed_;
  nn::Rotation rotation_;  // empty without rotary positions
  int tokens_;
  Workspace s_;
  std::vector<tensor::Matrix> block_tokens_;  // of each block asked for
  std::vector<QueriesAndKeys> kept_;          // of each block, where a rollout is wanted
};

}  // namespace vitviz::model
