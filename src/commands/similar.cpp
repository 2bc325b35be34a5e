// SPDX-License-Identifier: Apache-2.0
#include "commands/similar.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/select_maps.h"
#include "base/byte_budget.h"
#include "base/processors.h"
#include "base/thread_pool.h"
#include "batch/photo_memory.h"
#include "commands/compared_photos.h"
#include "commands/model_on_demand.h"
#include "commands/run_form.h"
#include "commands/similar_features.h"
#include "commands/similar_options.h"
#include "commands/similar_sheet.h"
#include "features/probe.h"
#include "features/similar_results.h"
#include "screen/standard_output.h"

namespace vitviz::commands {
namespace {

using Worst = std::optional<base::ErrorCode>;

void raise(Worst& worst, const Worst& code) {
  if (code) worst = std::max(worst.value_or(*code), *code);
}

// Before anything is computed.
void check(const SimilarOptions& similar, const ComparedPhotos& found, const ModelOnDemand& model) {
  analysis::check_size(similar.question, model.blueprint().patch);
  features::check_choice(feature_choice(similar, model.blueprint()), model.blueprint());
  std::vector<std::filesystem::path> photos;
  for (const features::StampedPhoto& photo : found.photos) photos.push_back(photo.path);
  check_sheet(similar, photos);
}

void tell_of(const model::Blueprint& blueprint, const SimilarOptions& similar,
             const Context& context) {
  if (similar.quiet) return;
  for (const std::string& note : blueprint.assumptions) context.messages.note(note);
  if (!blueprint.has_cls()) {
    context.messages.note("the model has no CLS token: photos are compared by the mean alone");
  }
}

// The query, and those that it is compared with.
struct Features {
  features::Collected query;
  features::Collected others;
};

// Where the query fails, the others are not computed.
Features collect(std::span<const features::StampedPhoto> photos, SimilarFeatures& features,
                 const SimilarOptions& similar, const Context& context) {
  Features all;
  all.query = features.collect(photos.first(1));
  if (all.query.photos.empty()) return all;
  all.others = features.collect(photos.subspan(1));
  features.save();
  if (similar.quiet) return all;
  const int cached = all.query.from_cache + all.others.from_cache;
  const int computed = 1 + static_cast<int>(all.others.photos.size()) - cached;
  context.messages.line(fmt::format("vitviz: features of {} photos from the cache, of {} computed",
                                    cached, computed));
  return all;
}

features::SimilarResults compare(const Features& all,
                                 std::span<const features::StampedPhoto> photos,
                                 const SimilarOptions& similar, const model::Blueprint& blueprint,
                                 base::ThreadPool& threads) {
  const features::FeatureChoice choice = feature_choice(similar, blueprint);
  features::SimilarResults results{.query = similar.query.string(),
                                   .model = blueprint.name,
                                   .block = features::block_of(choice, blueprint),
                                   .state = choice.state,
                                   .photos = {},
                                   .readouts = {},
                                   .left_out = all.others.left_out};
  for (const std::size_t other : all.others.photos) {
    results.photos.push_back(photos[1 + other].path.string());
  }
  results.readouts =
      features::neighbors_by(features::probed_readouts(blueprint), blueprint.width, all.query.rows,
                             all.others.rows, similar.count, threads);
  return results;
}

ExitCode find_similar(const SimilarOptions& similar, const Context& context) {
  const ComparedPhotos found = find_compared_photos(similar, context);
  if (found.photos.empty()) return exit_code_of(found.worst.value());
  const int threads = similar.threads.value_or(base::available_processors());
  ModelOnDemand model(similar.model, threads, context.stop);
  check(similar, found, model);
  tell_of(model.blueprint(), similar, context);

  base::ByteBudget memory = batch::memory_for_photos(similar.memory);
  SimilarFeatures features(similar, model, memory, threads, context);
  const Features all = collect(found.photos, features, similar, context);
  Worst worst = found.worst;
  raise(worst, all.query.worst);
  raise(worst, all.others.worst);
  if (all.others.photos.empty()) return exit_code_of(worst.value());

  base::ThreadPool pool(threads, context.stop);
  const features::SimilarResults results =
      compare(all, found.photos, similar, model.blueprint(), pool);
  raise(worst, write_sheet(similar, results, model.blueprint(), memory, context));
  screen::write_to_stdout(similar.json ? features::similar_json(results)
                                       : features::similar_text(results));
  return worst ? exit_code_of(*worst) : ExitCode::kDone;
}

}  // namespace

ExitCode run_similar(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_similar_arguments(argc, argv), context, find_similar);
}

}  // namespace vitviz::commands
