// SPDX-License-Identifier: Apache-2.0
#include "cli/batch.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "base/thread_pool.h"
#include "checkpoint/load.h"
#include "cli/draw.h"
#include "cli/inputs.h"
#include "cli/map_selection.h"
#include "cli/names.h"
#include "cli/photo_series.h"
#include "cli/precision_option.h"
#include "cli/usage_error.h"
#include "fetch/model_cache.h"
#include "screen/terminal_screen.h"

namespace vitviz::cli {
namespace {

model::VisionTransformer load(const Options& options, int threads) {
  checkpoint::Hints hints = options.hints;
  hints.precision = precision_here(options.precision);
  return options.model
             ? checkpoint::load_model(fetch::resolve_model(*options.model), hints, threads)
             : checkpoint::load_embedded_model(hints, threads);
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
  const bool of_patches = options.map != Map::kAttention || !options.queries.empty();
  if (!options.block && !of_patches && model.has_pooling_attention()) {
    return MapSelection::of_pooling_head(options.head, model.blueprint());
  }
  return {options.block.value_or(kLastBlock), options.head, model.blueprint(), options.map,
          static_cast<int>(options.queries.size())};
}

// Options that say nothing about the map that is drawn.
void check_map(const Options& options, const MapSelection& selection) {
  const std::string_view map = name_of(kMaps, options.map);
  if (!selection.has_heads() && options.head != HeadChoice(tensor::HeadFusion::kMean)) {
    fail_usage(fmt::format("--head: a {} map is of tokens, which have no heads", map),
               "leave --head out, or choose --map attention or rollout");
  }
  for (const View view : options.views) {
    const bool of_heads = view == View::kHeads || view == View::kBlocks || view == View::kColors;
    if (!of_heads || options.map == Map::kAttention) continue;
    fail_usage(fmt::format("--view {}: shows the attention of each head, not a {} map",
                           name_of(kViews, view), map),
               "draw it by itself, without --map");
  }
  if (options.map == Map::kNorm && !options.queries.empty()) {
    fail_usage("--query: the norm of a token depends on no other",
               "leave --query out, or choose another --map");
  }
  if (options.rollout_start > selection.blocks().front()) {
    fail_usage(fmt::format("--rollout-start {}: a rollout of block {} would begin after it",
                           options.rollout_start, selection.blocks().front()),
               "choose a later --block");
  }
}

void check_logits(const Options& options, const model::Blueprint& blueprint) {
  const auto& raw = options.raw;
  if (blueprint.classes > 0 || std::find(raw.begin(), raw.end(), RawArray::kLogits) == raw.end()) {
    return;
  }
  fail_usage("--raw logits: this model has no classifier",
             "choose a checkpoint that was trained to classify");
}

bool is_wanted(View view, const Options& options) {
  return std::find(options.views.begin(), options.views.end(), view) != options.views.end();
}

void tell_without_cls(const MapSelection& selection, const screen::Messages& messages) {
  if (selection.query_count() > 0) return;
  switch (selection.map()) {
    case Map::kAttention:
      return messages.note(
          "the model has no CLS: the map is the mean attention that patches receive");
    case Map::kRollout:
      return messages.note("the model has no CLS: the map is the mean rollout from all patches");
    case Map::kSimilarity:
      return messages.note("the model has no CLS: patches are compared with their mean");
    case Map::kNorm:
      return;
  }
}

// What the user would not expect of the maps.
void tell_about(const model::VisionTransformer& model, const MapSelection& selection,
                const screen::Messages& messages) {
  for (const std::string& assumption : model.blueprint().assumptions) {
    messages.note("assumed: " + assumption);
  }
  if (selection.is_pooling_head()) {
    messages.note("the map is the attention of the model's pooling head; --block gives a block's");
  } else if (model.blueprint().observed() == model::Observed::kPatches) {
    tell_without_cls(selection, messages);
  }
}

}  // namespace

ExitCode draw_photos(const Options& options, const Context& context) {
  const int threads = options.threads.value_or(base::available_processors());
  const model::VisionTransformer model = load(options, threads);
  const model::Blueprint& blueprint = model.blueprint();
  const MapSelection selection = select(options, model);
  if (!options.like_dino) check_exact_size(options, blueprint.patch);
  check_logits(options, blueprint);
  check_map(options, selection);
  if (!options.quiet) tell_about(model, selection, context.messages);

  const Depth depth = options.recursive ? Depth::kEverythingBelow : Depth::kFolderOnly;
  std::vector<Input> photos = find_photos(options.inputs, depth);
  DrawJob job{options, model, selection, context.stop};
  if (is_wanted(View::kTerminal, options)) job.screen = screen::find_screen();
  return PhotoSeries(job, context.messages, std::move(photos)).run(threads);
}

}  // namespace vitviz::cli
