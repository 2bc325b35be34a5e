// SPDX-License-Identifier: Apache-2.0
#include "model/workspace.h"

#include "model/token_rows.h"

namespace vitviz::model {

Workspace::Workspace(const Blueprint& blueprint, const Weights& weights, int tokens,
                     int observed_count, int workers)
    : x(tokens, blueprint.width),
      q(tokens, blueprint.width),
      mixed(tokens, blueprint.width),
      keys(weights.blocks.front().extra_key.size() > 0 ? tokens + 1 : tokens),
      observed(observed_count * blueprint.heads, keys),
      attention({blueprint.heads, blueprint.width / blueprint.heads, keys}, blueprint.precision,
                workers) {
  const bool gated = weights.blocks.front().gate.has_value();
  for (int worker = 0; worker < workers; ++worker) {
    rows.push_back(
        {tensor::Matrix(kMostRows, blueprint.width), tensor::Matrix(kMostRows, blueprint.width),
         tensor::Matrix(kMostRows, blueprint.width), tensor::Matrix(kMostRows, blueprint.mlp_width),
         tensor::Matrix(gated ? kMostRows : 0, blueprint.mlp_width)});
  }
}

}  // namespace vitviz::model
