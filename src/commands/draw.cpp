// SPDX-License-Identifier: Apache-2.0
#include "commands/draw.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/select_maps.h"
#include "base/byte_budget.h"
#include "base/processors.h"
#include "batch/photo_memory.h"
#include "batch/photo_series.h"
#include "batch/raw_arrays.h"
#include "commands/draw_options.h"
#include "commands/load_choice.h"
#include "commands/run_conditions.h"
#include "commands/run_form.h"
#include "screen/series_printer.h"
#include "screen/terminal_screen.h"

namespace vitviz::commands {
namespace {

void check_against(const model::VisionTransformer& model, const DrawOptions& draw,
                   const analysis::MapSelection& selection) {
  if (!draw.output.like_dino) analysis::check_size(draw.question, model.blueprint().patch);
  batch::check_arrays(draw.output.raw, model.blueprint());
  analysis::check_map(draw.question, selection);
  views::check_views(draw.picture.views, selection);
}

bool is_text_wanted(const views::ViewList& views) {
  return std::any_of(views.begin(), views.end(), [](const views::View* view) {
    return view->extent == views::Extent::kScreen;
  });
}

// Of photos of which none can be read.
ExitCode tell_of_failures(const std::vector<inputs::Input>& inputs,
                          const std::vector<base::Failure>& failures, const DrawOptions& draw,
                          const Context& context) {
  screen::SeriesPrinter printer(draw.print, context.messages);
  const int count = static_cast<int>(inputs.size());
  base::ErrorCode worst = base::ErrorCode::kInput;
  batch::SeriesSummary summary{.photos = count};
  printer.on_begin(count);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    printer.on_failed(inputs[i], failures[i]);
    worst = std::max(worst, failures[i].code);
    ++summary.failed[failures[i].code];
  }
  printer.on_end(summary);
  return exit_code_of(worst);
}

// A single photo is soon drawn again, and leaves nothing behind but its results.
bool is_accounted(const DrawOptions& draw, std::size_t photos) {
  const bool is_large = photos > 1 || draw.output.resume || draw.output.shard;
  const bool has_files = !is_text_wanted(draw.picture.views) || draw.picture.views.size() > 1 ||
                         !draw.output.raw.empty() || draw.output.coco || draw.output.table;
  return is_large && has_files;
}

ExitCode draw_photos(const DrawOptions& draw, const Context& context) {
  std::vector<inputs::Input> inputs = inputs::find_photos(draw.inputs);
  if (const auto failures =
          inputs::failures_of_all(inputs, draw.question, inputs::Videos::kTaken)) {
    return tell_of_failures(inputs, *failures, draw, context);
  }
  const int threads = draw.threads.value_or(base::available_processors());
  const model::VisionTransformer model = load_choice(draw.model, threads, context.stop);
  const analysis::MapSelection selection = analysis::select_maps(draw.question, model);
  check_against(model, draw, selection);
  if (!draw.print.quiet) {
    for (const auto& note : analysis::notes_about(model, selection)) context.messages.note(note);
  }

  const analysis::MaskRule rule = analysis::mask_rule_for(draw.question, model);
  batch::DrawJob job{draw.question, draw.picture, draw.output, model,
                     selection,     rule,         context.stop};
  if (draw.model.file) job.kept.keep(*draw.model.file);
  if (is_accounted(draw, inputs.size()))
    job.conditions = conditions_of(draw.decisive, model.blueprint());
  base::ByteBudget memory = batch::memory_for_photos(draw.output.memory);
  job.memory = &memory;
  if (is_text_wanted(draw.picture.views)) job.screen = screen::find_screen();
  screen::SeriesPrinter printer(draw.print, context.messages, model.blueprint(), selection);
  batch::PhotoSeries series(job, std::move(inputs), printer);
  const std::optional<base::ErrorCode> failure = series.run(threads);
  return failure ? exit_code_of(*failure) : ExitCode::kDone;
}

}  // namespace

ExitCode run_draw(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_draw_arguments(argc, argv), context, draw_photos);
}

}  // namespace vitviz::commands
