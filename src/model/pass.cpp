// SPDX-License-Identifier: Apache-2.0
#include "model/pass.h"

#include "model/pooling_attention.h"

namespace vitviz::model {
namespace {

bool sees_beyond_attention(const Wishes& wishes) {
  return wishes.tokens_between || wishes.tokens_after;
}

}  // namespace

Pass::Pass(const Blueprint& model, const Weights& numbers, tensor::PatchGrid patches,
           const Request& request, base::ThreadPool& pool, const std::stop_token& stop_token)
    : blueprint(model),
      weights(numbers),
      grid(patches),
      threads(pool),
      stop(stop_token),
      times(request.times),
      observers(request.observers, model.blocks, model.heads),
      tokens(model.prefix_count() + patches.count()),
      blocks(observers.blocks_to_see()),
      finishes_last_block(blocks > 0 && sees_beyond_attention(observers.wishes(blocks - 1))),
      s(model, numbers, tokens, observers, pool.size()) {
  const bool pools = request.goal != Goal::kBlocks && shows_pooling(model, numbers);
  if (pools || request.goal == Goal::kTokens) {
    blocks = model.blocks;
    finishes_last_block = true;
  }
  if (weights.rotary_periods.size() > 0) {
    rotation = nn::rotation_of(grid, weights.rotary_periods, weights.rotary_rule);
  }
}

}  // namespace vitviz::model
