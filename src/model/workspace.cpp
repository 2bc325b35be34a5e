// SPDX-License-Identifier: Apache-2.0
#include "model/workspace.h"

#include <algorithm>

#include "model/observed_queries.h"
#include "model/token_rows.h"

namespace vitviz::model {
namespace {

int queries_at_once(const Observers& observers, int heads, int tokens) {
  const bool shows_all = observers.any_wishes(&Wishes::attention_of_all);
  return std::max(observers.most_attention(), shows_all ? queries_of_part(heads, tokens) : 0);
}

}  // namespace

Workspace::Workspace(const Blueprint& blueprint, const Weights& weights, int tokens,
                     const Observers& observers, int workers)
    : z(tokens, blueprint.width),
      z_between(observers.any_wishes(&Wishes::tokens_between) ? tokens : 0, blueprint.width),
      q(tokens, blueprint.width),
      k(observers.any_wishes(&Wishes::keys) ? tokens : 0, blueprint.width),
      v(observers.any_wishes(&Wishes::values) ? tokens : 0, blueprint.width),
      attention_output(tokens, blueprint.width),
      keys(weights.blocks.front().extra_key.size() > 0 ? tokens + 1 : tokens),
      attention_weights(queries_at_once(observers, blueprint.heads, tokens) * blueprint.heads,
                        keys),
      attention({blueprint.heads, blueprint.head_width(), keys},
                nn::precision_of_attention(blueprint.precision), workers) {
  const bool gated = weights.blocks.front().mlp.gate.has_value();
  const int most = std::min(tokens, most_rows(blueprint.precision));
  for (int worker = 0; worker < workers; ++worker) {
    rows.push_back({tensor::Matrix(most, blueprint.width), tensor::Matrix(most, blueprint.width),
                    tensor::Matrix(most, blueprint.width),
                    tensor::Matrix(most, blueprint.mlp_width),
                    tensor::Matrix(gated ? most : 0, blueprint.mlp_width)});
  }
}

}  // namespace vitviz::model
