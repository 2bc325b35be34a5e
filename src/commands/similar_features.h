// SPDX-License-Identifier: Apache-2.0
// The features that `vitviz similar` compares, and the cache that keeps them between calls.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/byte_budget.h"
#include "commands/context.h"
#include "commands/model_on_demand.h"
#include "commands/similar_options.h"
#include "features/collect.h"
#include "features/feature_cache.h"
#include "features/readout.h"

namespace vitviz::commands {

// CLS and the mean in one row, or the mean alone, of the block that was asked for.
[[nodiscard]] features::FeatureChoice feature_choice(const SimilarOptions& similar,
                                                     const model::Blueprint& blueprint);

class SimilarFeatures {
 public:
  // Opens the cache, where one is used. What it is given must outlive it.
  SimilarFeatures(const SimilarOptions& similar, ModelOnDemand& model, base::ByteBudget& memory,
                  int threads, const Context& context);

  // Photos that fail are told of and left out. What was computed is kept, also where it ends early.
  // Throws Error(kModel), and Stopped.
  [[nodiscard]] features::Collected collect(std::span<const features::StampedPhoto> photos);

  // Writes the cache; where that fails, it is a note.
  void save();

 private:
  void open_cache();
  void note(const std::string& text) const;

  const SimilarOptions& similar_;
  ModelOnDemand& model_;
  base::ByteBudget& memory_;
  int threads_;
  const Context& context_;
  features::FeatureChoice choice_;
  std::optional<features::FeatureCache> cache_;
};

}  // namespace vitviz::commands
