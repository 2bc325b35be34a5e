// SPDX-License-Identifier: Apache-2.0
#include "commands/model_on_demand.h"

#include <utility>

#include "checkpoint/inspect.h"
#include "commands/load_choice.h"

namespace vitviz::commands {

ModelOnDemand::ModelOnDemand(const options::ModelChoice& choice, int threads, std::stop_token stop)
    : choice_(choice), threads_(threads), stop_(std::move(stop)) {
  const checkpoint::Hints hints = hints_of(choice);
  if (const auto file = file_of(choice)) {
    identity_ = checkpoint::identity_of(*file, hints);
    blueprint_ = checkpoint::inspect_model(*file, hints).blueprint;
  } else {
    identity_ = checkpoint::identity_of_embedded_model(hints);
    blueprint_ = model().blueprint();  // small, and in memory
  }
}

const model::VisionTransformer& ModelOnDemand::model() {
  if (!model_) model_ = load_choice(choice_, threads_, stop_);
  return *model_;
}

}  // namespace vitviz::commands
