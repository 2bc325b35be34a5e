// SPDX-License-Identifier: Apache-2.0
#include "commands/embed.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "analysis/photo_run.h"
#include "analysis/select_maps.h"
#include "base/byte_budget.h"
#include "base/processors.h"
#include "base/text.h"
#include "base/thread_pool.h"
#include "batch/file_plan.h"
#include "batch/photo_memory.h"
#include "commands/embed_options.h"
#include "commands/found_photos.h"
#include "commands/load_choice.h"
#include "commands/run_conditions.h"
#include "commands/run_form.h"
#include "features/embed.h"
#include "features/feature_log.h"
#include "features/feature_writer.h"
#include "manifest/stamp.h"
#include "screen/run_printer.h"
#include "screen/standard_output.h"

namespace vitviz::commands {
namespace {

namespace fs = std::filesystem;

// Before anything is computed.
void check_files(const EmbedOptions& embed, const std::vector<fs::path>& photos) {
  batch::KeptFiles kept;
  for (const fs::path& photo : photos) kept.keep(photo);
  if (embed.model.file) kept.keep(*embed.model.file);
  for (const fs::path& file : features::feature_files(embed.out)) {
    batch::check_name(file, embed.overwrite, kept);
  }
  batch::create_folder_for(embed.out);
}

void tell_of(const model::VisionTransformer& model, const EmbedOptions& embed,
             const Context& context) {
  if (embed.quiet) return;
  for (const std::string& note : model.blueprint().assumptions) context.messages.note(note);
  context.messages.line("vitviz: features are " + features::describe(embed.features, model));
}

ExitCode embed_photos(const EmbedOptions& embed, const Context& context) {
  static_cast<void>(features::feature_files(embed.out));  // a slip in the ending is told of at once
  const FoundPhotos photos = find_photos(embed.inputs, embed.question, context);
  if (photos.paths.empty()) return photos.worst ? exit_code_of(*photos.worst) : ExitCode::kDone;
  const int threads = embed.threads.value_or(base::available_processors());
  const model::VisionTransformer model = load_choice(embed.model, threads, context.stop);
  analysis::check_size(embed.question, model.blueprint().patch);
  features::check_choice(embed.features, model.blueprint());
  check_files(embed, photos.paths);
  tell_of(model, embed, context);

  base::ByteBudget memory = batch::memory_for_photos(embed.memory);
  const std::vector<features::FeatureChoice> choices = {embed.features};
  const features::EmbedJob job{embed.question, model, choices, memory};
  const bool of_patches = embed.features.readout == features::Readout::kPatches;
  const auto writer = features::open_features(embed.out, of_patches, embed.overwrite);
  features::FeatureLog log(embed.out, id_of(conditions_of(embed.decisive, model.blueprint())),
                           embed.resume);
  screen::RunPrinter printer(embed.quiet, context.messages);
  std::size_t written = 0;
  analysis::PhotoRun<features::Embedded> run(
      [&](std::size_t photo, base::ThreadPool& of_photo, const analysis::BlockObserver& on_block) {
        const fs::path& path = photos.paths[photo];
        const std::string stamp = manifest::stamp_of(path);
        if (auto found = log.find(path, stamp)) return *std::move(found);
        features::Embedded embedded = features::embed_photo(path, job, of_photo, on_block);
        log.add(path, stamp, embedded);
        return embedded;
      },
      [&](std::size_t photo, features::Embedded&& embedded) {
        writer->add({photos.paths[photo], embedded.grid}, embedded.rows.front());
        ++written;
      },
      [](std::size_t, const base::Failure&) {}, printer);
  auto worst = run.run(photos.paths.size(), model.blueprint().blocks, threads, context.stop);
  if (photos.worst) worst = std::max(worst.value_or(*photos.worst), *photos.worst);
  if (written > 0) {
    std::string lines;
    for (const fs::path& path : writer->finish()) lines += base::printable(path.string()) + "\n";
    screen::write_to_stdout(lines);
  }
  log.remove();
  return worst ? exit_code_of(*worst) : ExitCode::kDone;
}

}  // namespace

ExitCode run_embed(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_embed_arguments(argc, argv), context, embed_photos);
}

}  // namespace vitviz::commands
