// SPDX-License-Identifier: Apache-2.0
#include "model/workspace.h"

namespace vitviz::model {

Workspace::Workspace(const Blueprint& blueprint, int tokens, int workers)
    : x(tokens, blueprint.width),
      normed(tokens, blueprint.width),
      q(tokens, blueprint.width),
      k(tokens, blueprint.width),
      v(tokens, blueprint.width),
      mixed(tokens, blueprint.width),
      hidden(tokens, blueprint.mlp_width),
      cls_rows(blueprint.heads, tokens),
      attention(tokens, workers) {}

}  // namespace vitviz::model
