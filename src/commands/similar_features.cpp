// SPDX-License-Identifier: Apache-2.0
#include "commands/similar_features.h"

#include <cstddef>

#include <fmt/format.h>

#include "base/cache_folder.h"
#include "base/error.h"
#include "features/cache_key.h"
#include "features/probe.h"
#include "screen/run_printer.h"

namespace vitviz::commands {

features::FeatureChoice feature_choice(const SimilarOptions& similar,
                                       const model::Blueprint& blueprint) {
  return {.readout = features::probed_readouts(blueprint).back(),
          .block = similar.block,
          .state = similar.state};
}

SimilarFeatures::SimilarFeatures(const SimilarOptions& similar, ModelOnDemand& model,
                                 base::ByteBudget& memory, int threads, const Context& context)
    : similar_(similar),
      model_(model),
      memory_(memory),
      threads_(threads),
      context_(context),
      choice_(feature_choice(similar, model.blueprint())) {
  if (similar.use_cache) open_cache();
}

void SimilarFeatures::open_cache() {
  const auto folder = base::cache_folder();
  if (!folder) return note("features are not kept: neither XDG_CACHE_HOME nor HOME names a folder");
  const model::Blueprint& blueprint = model_.blueprint();
  const checkpoint::Identity& model = model_.identity();
  const features::CacheKey key = {
      .name = blueprint.name,
      .place = model.place + '\n' + features::key_of(similar_.question, choice_, blueprint),
      .state = model.state + "\nvitviz " VITVIZ_VERSION};
  const auto width = static_cast<std::size_t>(features::width_of(choice_, blueprint));
  cache_.emplace(*folder / "features", key, width);
  if (cache_->damage()) note(*cache_->damage() + "; it is written anew");
}

features::Collected SimilarFeatures::collect(std::span<const features::StampedPhoto> photos) {
  screen::RunPrinter printer(similar_.quiet, context_.messages);
  const features::CollectJob job{.question = similar_.question,
                                 .choice = choice_,
                                 .blueprint = model_.blueprint(),
                                 .model = [this]() -> const auto& {return model_.model();
}
, .cache = cache_ ? &*cache_ : nullptr, .memory = memory_, .threads = threads_,
  .stop = context_.stop
};  // namespace vitviz::commands
try {
  return features::collect(photos, job, printer);
} catch (...) {
  save();
  throw;
}
}

void SimilarFeatures::save() {
  if (!cache_) return;
  try {
    cache_->save();
  } catch (const base::Error& error) {
    note(fmt::format("features are not kept: {}", error.what()));
  }
}

void SimilarFeatures::note(const std::string& text) const {
  if (!similar_.quiet) context_.messages.note(text);
}

}  // namespace vitviz::commands
