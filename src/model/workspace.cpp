// SPDX-License-Identifier: Apache-2.0
#include "model/workspace.h"

namespace vitviz::model {
namespace {

int count_keys(const Weights& weights, int tokens) {
  return weights.blocks.front().extra_key.size() > 0 ? tokens + 1 : tokens;
}

}  // namespace

Workspace::Workspace(const Blueprint& blueprint, const Weights& weights, int tokens, int workers)
    : x(tokens, blueprint.width),
      normed(tokens, blueprint.width),
      q(tokens, blueprint.width),
      k(count_keys(weights, tokens), blueprint.width),
      v(k.rows(), blueprint.width),
      mixed(tokens, blueprint.width),
      hidden(tokens, blueprint.mlp_width),
      gate(weights.blocks.front().gate ? tokens : 0, blueprint.mlp_width),
      attention(blueprint.heads, k.rows()),
      scratch(blueprint.heads, static_cast<int>(k.rows()), workers) {}

}  // namespace vitviz::model
