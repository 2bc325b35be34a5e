// SPDX-License-Identifier: Apache-2.0
// A chosen model of which everything but its numbers is known at once: a large one takes seconds
// to load, and where all features are in the cache, nobody needs them.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>

#include "checkpoint/identity.h"
#include "model/vision_transformer.h"
#include "options/model_options.h"

namespace vitviz::commands {

class ModelOnDemand {
 public:
  // `choice` must outlive it. Throws Error(kModel), and Stopped.
  ModelOnDemand(const options::ModelChoice& choice, int threads, std::stop_token stop);

  [[nodiscard]] const model::Blueprint& blueprint() const { return blueprint_; }
  [[nodiscard]] const checkpoint::Identity& identity() const { return identity_; }

  // Loaded by the first call. Throws Error(kModel), and Stopped.
  [[nodiscard]] const model::VisionTransformer& model();

 private:
  const options::ModelChoice& choice_;
  int threads_;
  std::stop_token stop_;
  checkpoint::Identity identity_;
  model::Blueprint blueprint_;
  std::optional<model::VisionTransformer> model_;
};

}  // namespace vitviz::commands
