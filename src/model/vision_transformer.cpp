// SPDX-License-Identifier: Apache-2.0
#include "model/vision_transformer.h"

#include <utility>

#include "base/check.h"
#include "model/forward_pass.h"

namespace vitviz::model {

VisionTransformer::VisionTransformer(Blueprint blueprint, Weights weights)
    : blueprint_(std::move(blueprint)), weights_(std::move(weights)) {
  VITVIZ_CHECK(blueprint_.blocks >= 1);
  VITVIZ_CHECK(static_cast<int>(weights_.blocks.size()) == blueprint_.blocks);
}

Result VisionTransformer::forward(tensor::ConstMatrixRef patches, tensor::PatchGrid grid,
                                  const Request& request, const AttentionSink& sink,
                                  base::ThreadPool& threads, nn::StepTimes* times) const {
  VITVIZ_CHECK(patches.rows() == grid.count());
  ForwardPass pass(blueprint_, weights_, grid, request, sink, threads, times);
  pass.embed(patches);
  // The pooling head, where there is one, looks at what the last block made.
  const bool last_tokens =
      !request.token_blocks.empty() && request.token_blocks.back() == blueprint_.blocks - 1;
  const bool to_the_end = request.goal == Goal::kTokens || weights_.pooling || last_tokens;
  if (to_the_end) {
    pass.run_blocks();
  } else {
    pass.run_up_to_last_attention();
  }
  Result result;
  if (weights_.pooling) result.pooling_attention = pass.pooling_attention();
  if (request.goal == Goal::kTokens) {
    result.tokens = pass.final_tokens();
    if (weights_.class_head) {
      result.logits = weights_.class_head->logits(result.tokens, blueprint_.prefix_count());
    }
  }
  result.block_tokens = pass.block_tokens();
  if (request.rollout) result.rollout = pass.rollout();
  return result;
}

}  // namespace vitviz::model
