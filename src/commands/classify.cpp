// SPDX-License-Identifier: Apache-2.0
#include "commands/classify.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analysis/photo_run.h"
#include "analysis/select_maps.h"
#include "base/byte_budget.h"
#include "base/processors.h"
#include "base/text.h"
#include "base/thread_pool.h"
#include "batch/class_report.h"
#include "batch/classify_photo.h"
#include "batch/photo_memory.h"
#include "batch/photo_report.h"
#include "commands/classify_options.h"
#include "commands/found_photos.h"
#include "commands/load_choice.h"
#include "commands/run_form.h"
#include "screen/as_options.h"
#include "screen/run_printer.h"
#include "screen/standard_output.h"

namespace vitviz::commands {
namespace {

namespace fs = std::filesystem;

model::VisionTransformer load_classifier(const ClassifyOptions& classify, int threads,
                                         const Context& context) {
  model::VisionTransformer model = load_choice(classify.model, threads, context.stop);
  const model::Blueprint& blueprint = model.blueprint();
  if (!model.weights().class_head) {
    throw base::Error(base::ErrorCode::kModel,
                      fmt::format("{}: this model has no classifier", blueprint.name),
                      "choose a checkpoint that was trained to classify, such as -m deit-s16; "
                      "'vitviz models' lists others");
  }
  analysis::check_size(classify.question, blueprint.patch);
  if (classify.quiet) return model;
  for (const std::string& note : blueprint.assumptions) context.messages.note(note);
  return model;
}

// A photo or a folder that failed, in the JSON that stands for it.
std::string json_of_failed(const fs::path& path, const base::Failure& failure) {
  return batch::json_of(
      path, {failure.code, screen::as_options(failure.message), screen::as_options(failure.hint)});
}

std::optional<base::ErrorCode> run_over(const std::vector<fs::path>& photos,
                                        const ClassifyOptions& classify,
                                        const model::VisionTransformer& model, int threads,
                                        const Context& context) {
  base::ByteBudget memory = batch::memory_for_photos(classify.memory);
  const batch::ClassifyJob job{classify.question, model, classify.top, memory, context.stop};
  screen::RunPrinter printer(classify.quiet, context.messages);
  analysis::PhotoRun<batch::ClassifiedPhoto> run(
      [&](std::size_t photo, base::ThreadPool& of_photo, const analysis::BlockObserver& on_block) {
        return batch::classify_photo(photos[photo], job, of_photo, on_block);
      },
      [&](std::size_t photo, batch::ClassifiedPhoto&& classified) {
        for (const std::string& note : classified.notes) {
          printer.note(fmt::format("{}: {}", base::printable(photos[photo].string()), note));
        }
        printer.print(classify.json ? batch::json_of(photos[photo], classified, model.blueprint())
                                    : batch::text_of(photos[photo], classified));
      },
      [&](std::size_t photo, const base::Failure& failure) {
        if (classify.json) printer.print(json_of_failed(photos[photo], failure));
      },
      printer);
  return run.run(photos.size(), model.blueprint().blocks, threads, context.stop);
}

ExitCode classify_photos(const ClassifyOptions& classify, const Context& context) {
  const FoundPhotos photos = find_photos(classify.inputs, classify.question, context,
                                         [&](const fs::path& path, const base::Failure& failure) {
                                           if (classify.json)
                                             screen::write_to_stdout(json_of_failed(path, failure));
                                         });
  if (photos.paths.empty()) return exit_code_of(photos.worst.value());
  const int threads = classify.threads.value_or(base::available_processors());
  const model::VisionTransformer model = load_classifier(classify, threads, context);
  auto worst = run_over(photos.paths, classify, model, threads, context);
  if (photos.worst) worst = std::max(worst.value_or(*photos.worst), *photos.worst);
  return worst ? exit_code_of(*worst) : ExitCode::kDone;
}

}  // namespace

ExitCode run_classify(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_classify_arguments(argc, argv), context, classify_photos);
}

}  // namespace vitviz::commands
