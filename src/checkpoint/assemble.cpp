// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/assemble.h"

#include <utility>

#include "checkpoint/describe.h"
#include "checkpoint/read_weights.h"

namespace vitviz::checkpoint {

model::VisionTransformer assemble(TensorSet tensors, const families::Family& family,
                                  const Facts& facts, const Hints& hints, const std::string& name,
                                  int threads, const std::stop_token& stop) {
  if (family.prepare != nullptr) family.prepare(tensors);
  model::Blueprint blueprint = describe(tensors, family, facts, hints);
  blueprint.name = facts.name.value_or(name);
  blueprint.fingerprint = facts.fingerprint;
  // What does not fit is refused before its numbers are looked at, and what is damaged before they
  // take memory.
  for (const Values values : {Values::kLeftAlone, Values::kChecked}) {
    model::Blueprint unread = blueprint;
    static_cast<void>(read_weights(tensors, family, unread, values, threads, stop));
  }
  model::Weights weights = read_weights(tensors, family, blueprint, Values::kRead, threads, stop);
  return {std::move(blueprint), std::move(weights)};
}

}  // namespace vitviz::checkpoint
