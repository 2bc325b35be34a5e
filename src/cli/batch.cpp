// SPDX-License-Identifier: Apache-2.0
#include "cli/batch.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "base/thread_pool.h"
#include "cli/draw.h"
#include "cli/failure.h"
#include "cli/file_plan.h"
#include "cli/inputs.h"
#include "cli/interruption.h"
#include "cli/map_selection.h"
#include "cli/model_cache.h"
#include "cli/precision_option.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/standard_output.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "model/load.h"

namespace vitviz::cli {
namespace {

model::VisionTransformer load(const Options& options) {
  model::Hints hints = options.hints;
  hints.precision = precision_here(options.precision);
  return options.model ? model::load_model(resolve_model(*options.model), hints)
                       : model::load_embedded_model(hints);
}

void check_exact_size(const Options& options, int patch) {
  if (!options.size) return;
  const auto* size = std::get_if<image::Size>(&*options.size);
  if (size == nullptr || (size->height % patch == 0 && size->width % patch == 0)) return;
  const auto nearest = [patch](int side) {
    return std::max(1, (side + patch / 2) / patch) * patch;
  };
  fail_usage(fmt::format("--size {}x{}: both sides must be multiples of the model's patch, {}",
                         size->height, size->width, patch),
             fmt::format("the nearest is {}x{}", nearest(size->height), nearest(size->width)));
}

constexpr BlockChoice kLastBlock = -1;

MapSelection select(const Options& options, const model::VisionTransformer& model) {
  if (!options.block && model.has_pooling_attention()) {
    return MapSelection::of_pooling_head(options.head, model.blueprint());
  }
  return {options.block.value_or(kLastBlock), options.head, model.blueprint()};
}

void check_logits(const Options& options, const model::Blueprint& blueprint) {
  const auto& raw = options.raw;
  if (blueprint.classes > 0 || std::find(raw.begin(), raw.end(), RawArray::kLogits) == raw.end()) {
    return;
  }
  fail_usage("--raw logits: this model has no classifier",
             "choose a checkpoint that was trained to classify");
}

// What the user would not expect of the maps.
void tell_about(const model::VisionTransformer& model, const MapSelection& selection,
                const Messages& messages) {
  for (const std::string& assumption : model.blueprint().assumptions) {
    messages.note("assumed: " + assumption);
  }
  if (selection.is_pooling_head()) {
    messages.note("the map is the attention of the model's pooling head; --block gives a block's");
  } else if (model.blueprint().observed() == model::Observed::kPatches) {
    messages.note("the model has no CLS: the map is the mean attention that patches receive");
  }
}

Progress::Visibility visibility(const Options& options) {
  return !options.quiet && is_interactive(stderr) ? Progress::Visibility::kShown
                                                  : Progress::Visibility::kHidden;
}

// Draws the photos one after the other; each uses all threads.
class Batch {
 public:
  Batch(const DrawContext& context, const Messages& messages, std::vector<Input> inputs)
      : context_(context),
        messages_(messages),
        inputs_(std::move(inputs)),
        stems_(plan_stems(inputs_, context.options.out)),
        progress_(stderr, static_cast<int>(inputs_.size()), context.model.blueprint().blocks,
                  visibility(context.options)) {}

  ExitCode run() {
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      progress_.begin_photo(static_cast<int>(i));
      const std::variant<DrawnPhoto, Failure> outcome = draw(i);
      progress_.clear();
      if (const auto* drawn = std::get_if<DrawnPhoto>(&outcome)) {
        report(inputs_[i], *drawn);
      } else {
        report(inputs_[i], std::get<Failure>(outcome));
      }
    }
    summarize();
    return worst_;
  }

 private:
  [[nodiscard]] std::variant<DrawnPhoto, Failure> draw(std::size_t i) {
    stop_if_interrupted();
    try {
      if (inputs_[i].error) throw base::Error(*inputs_[i].error);
      return draw_photo(inputs_[i].path, stems_[i], context_,
                        [this](int block) { progress_.finish_block(block); });
    } catch (const Interrupted&) {
      throw;
    } catch (...) {
      return current_failure();
    }
  }

  void report(const Input& input, const DrawnPhoto& drawn) const {
    const model::Blueprint& model = context_.model.blueprint();
    write_to_stdout(context_.options.json ? json_of(input.path, drawn, model, context_.selection)
                                          : paths_of(drawn));
  }

  void report(const Input& input, const Failure& failure) {
    messages_.error(failure);
    if (context_.options.json) write_to_stdout(json_of(input.path, failure));
    worst_ = worst(worst_, failure.code);
    ++failed_;
  }

  void summarize() const {
    if (failed_ == 0 || inputs_.size() == 1 || context_.options.quiet) return;
    messages_.line(fmt::format("vitviz: {} of {} photos failed", failed_, inputs_.size()));
  }

  const DrawContext& context_;
  const Messages& messages_;
  std::vector<Input> inputs_;
  std::vector<std::filesystem::path> stems_;
  Progress progress_;
  ExitCode worst_ = ExitCode::kDone;
  int failed_ = 0;
};

}  // namespace

ExitCode draw_photos(const Options& options, const Messages& messages) {
  const model::VisionTransformer model = load(options);
  const model::Blueprint& blueprint = model.blueprint();
  const MapSelection selection = select(options, model);
  check_exact_size(options, blueprint.patch);
  check_logits(options, blueprint);
  if (!options.quiet) tell_about(model, selection, messages);

  base::ThreadPool threads(options.threads.value_or(base::available_processors()));
  const DrawContext context{options, model, selection, threads};
  const Depth depth = options.recursive ? Depth::kEverythingBelow : Depth::kFolderOnly;
  return Batch(context, messages, find_photos(options.inputs, depth)).run();
}

}  // namespace vitviz::cli
