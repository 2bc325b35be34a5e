// SPDX-License-Identifier: Apache-2.0
#include "commands/probe.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/photo_run.h"
#include "analysis/select_maps.h"
#include "base/byte_budget.h"
#include "base/processors.h"
#include "base/thread_pool.h"
#include "batch/file_plan.h"
#include "batch/photo_memory.h"
#include "commands/load_choice.h"
#include "commands/probe_files.h"
#include "commands/probe_options.h"
#include "commands/run_form.h"
#include "features/cross_validation.h"
#include "features/embed.h"
#include "features/probe_labels.h"
#include "features/probe_results.h"
#include "screen/run_printer.h"
#include "screen/standard_output.h"

namespace vitviz::commands {
namespace {

namespace fs = std::filesystem;

// By number, each once. Throws Error(kArgument).
std::vector<int> blocks_of(const ProbeOptions& probe, const model::VisionTransformer& model) {
  std::set<int> blocks;
  const int last = model.blueprint().blocks - 1;
  for (const int block : probe.blocks) {
    if (block > last) {
      base::fail_argument("blocks", std::to_string(block), "the model has no such block",
                          fmt::format("blocks run from 0 to {}, -1 is the last", last));
    }
    blocks.insert(block < 0 ? last : block);
  }
  if (probe.blocks.empty()) {
    for (int block = 0; block <= last; ++block) blocks.insert(block);
  }
  return {blocks.begin(), blocks.end()};
}

// A probe that is being made.
class Prober {
 public:
  Prober(const ProbeOptions& probe, features::LabelledPhotos photos,
         const model::VisionTransformer& model, int threads, const Context& context)
      : probe_(probe),
        photos_(std::move(photos)),
        model_(model),
        threads_(threads),
        context_(context),
        blocks_(blocks_of(probe, model)),
        features_(blocks_.size(), model.blueprint().width) {}

  // Photos that cannot be read are left out.
  void embed() {
    base::ByteBudget memory = batch::memory_for_photos(probe_.memory);
    const auto choices = features::probed_choices(blocks_, probe_.state, model_.blueprint());
    const features::EmbedJob job{probe_.question, model_, choices, memory};
    screen::RunPrinter printer(probe_.quiet, context_.messages);
    analysis::PhotoRun<features::Embedded> run(
        [&](std::size_t photo, base::ThreadPool& threads, const analysis::BlockObserver& on_block) {
          return features::embed_photo(photos_.photos[photo], job, threads, on_block);
        },
        [&](std::size_t photo, features::Embedded&& embedded) {
          features_.add(embedded.rows, photos_.labels[photo]);
        },
        [&](std::size_t photo, const base::Failure& failure) {
          left_out_.push_back({photos_.photos[photo].string(), failure.message});
        },
        printer);
    worst_ = run.run(photos_.photos.size(), model_.blueprint().blocks, threads_, context_.stop);
    if (worst_) check_the_rest();
  }

  // Requires: embed() was called.
  [[nodiscard]] features::ProbeResults probe() const {
    const auto classes = static_cast<int>(photos_.classes.size());
    features::ProbeResults results{.photos_from = probe_.photos.string(),
                                   .model = model_.blueprint().name,
                                   .state = probe_.state,
                                   .classes = photos_.classes,
                                   .photos_of_class = std::vector<int>(photos_.classes.size()),
                                   .scores = {},
                                   .left_out = left_out_};
    for (const int label : features_.labels()) {
      ++results.photos_of_class[static_cast<std::size_t>(label)];
    }
    const std::vector<features::Readout> readouts = features::probed_readouts(model_.blueprint());
    base::ThreadPool pool(threads_, context_.stop);
    screen::Progress progress = progress_of(blocks_.size() * readouts.size());
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      for (const features::Readout readout : readouts) {
        results.scores.push_back(
            features::probe(features_.of(i, readout), features_.labels(), classes, pool));
        results.scores.back().block = blocks_[i];
        results.scores.back().readout = readout;
        progress.finish_photo(0);
      }
    }
    return results;
  }

  [[nodiscard]] std::optional<base::ErrorCode> worst() const { return worst_; }

 private:
  // A class may have lost too many.
  void check_the_rest() {
    features::LabelledPhotos rest;
    rest.classes = photos_.classes;
    rest.labels = features_.labels();
    rest.photos.resize(rest.labels.size());
    features::check_classes(rest, features::kFolds, probe_.photos);
  }

  [[nodiscard]] screen::Progress progress_of(std::size_t probes) const {
    using Visibility = screen::Progress::Visibility;
    const bool is_shown = !probe_.quiet && screen::is_interactive(stderr);
    return {stderr, "probe", static_cast<int>(probes), 0,
            is_shown ? Visibility::kShown : Visibility::kHidden};
  }

  const ProbeOptions& probe_;
  features::LabelledPhotos photos_;
  const model::VisionTransformer& model_;
  int threads_;
  const Context& context_;
  std::vector<int> blocks_;
  features::ProbeFeatures features_;
  std::vector<features::LeftOut> left_out_;
  std::optional<base::ErrorCode> worst_;
};

ExitCode probe_photos(const ProbeOptions& probe, const Context& context) {
  features::LabelledPhotos photos = features::labelled_photos(probe.photos);
  const int threads = probe.threads.value_or(base::available_processors());
  const model::VisionTransformer model = load_choice(probe.model, threads, context.stop);
  analysis::check_size(probe.question, model.blueprint().patch);
  check_files(probe, photos.photos);
  if (!probe.quiet) {
    for (const std::string& note : model.blueprint().assumptions) context.messages.note(note);
    if (photos.without_class > 0) {
      context.messages.note(
          fmt::format("photos beside the folders of the classes have no class and are left out: {}",
                      photos.without_class));
    }
  }
  Prober prober(probe, std::move(photos), model, threads, context);
  prober.embed();
  const features::ProbeResults results = prober.probe();
  base::ThreadPool pool(threads, context.stop);
  write_files(probe, results, pool);
  screen::write_to_stdout(probe.json ? features::probe_json(results)
                                     : features::probe_text(results));
  return prober.worst() ? exit_code_of(*prober.worst()) : ExitCode::kDone;
}

}  // namespace

ExitCode run_probe(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_probe_arguments(argc, argv), context, probe_photos);
}

}  // namespace vitviz::commands
