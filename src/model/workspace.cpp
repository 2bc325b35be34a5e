// SPDX-License-Identifier: Apache-2.0
#include "model/workspace.h"

#include "model/token_rows.h"

namespace vitviz::model {

Workspace::Workspace(const Blueprint& blueprint, const Weights& weights, int tokens,
                     const Observers& observers, int workers)
    : z(tokens, blueprint.width),
      q(tokens, blueprint.width),
      k(observers.any_wishes(&Wishes::keys) ? tokens : 0, blueprint.width),
      v(observers.any_wishes(&Wishes::values) ? tokens : 0, blueprint.width),
      attention_output(tokens, blueprint.width),
      keys(weights.blocks.front().extra_key.size() > 0 ? tokens + 1 : tokens),
      attention_weights(observers.most_attention() * blueprint.heads, keys),
      attention({blueprint.heads, blueprint.head_width(), keys},
                nn::precision_of_attention(blueprint.precision), workers) {
  const bool gated = weights.blocks.front().mlp.gate.has_value();
  for (int worker = 0; worker < workers; ++worker) {
    rows.push_back(
        {tensor::Matrix(kMostRows, blueprint.width), tensor::Matrix(kMostRows, blueprint.width),
         tensor::Matrix(kMostRows, blueprint.width), tensor::Matrix(kMostRows, blueprint.mlp_width),
         tensor::Matrix(gated ? kMostRows : 0, blueprint.mlp_width)});
  }
}

}  // namespace vitviz::model
