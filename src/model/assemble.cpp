// SPDX-License-Identifier: Apache-2.0
#include "model/assemble.h"

#include <utility>

#include "model/describe.h"
#include "model/read_weights.h"

namespace vitviz::model {

VisionTransformer assemble(TensorSet tensors, const Family& family, const Facts& facts,
                           const Hints& hints, const std::string& name) {
  if (family.prepare != nullptr) family.prepare(tensors);
  Blueprint blueprint = describe(tensors, family, facts, hints);
  blueprint.name = facts.name.value_or(name);
  // Names, types and shapes first: what does not fit is refused before its numbers take memory.
  Blueprint unread = blueprint;
  static_cast<void>(read_weights(tensors, family, unread, Values::kLeftAlone));
  Weights weights = read_weights(tensors, family, blueprint);
  return {std::move(blueprint), std::move(weights)};
}

}  // namespace vitviz::model
