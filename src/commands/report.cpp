// SPDX-License-Identifier: Apache-2.0
#include "commands/report.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/select_maps.h"
#include "base/argument.h"
#include "base/byte_budget.h"
#include "base/processors.h"
#include "base/thread_pool.h"
#include "batch/photo_memory.h"
#include "commands/found_photos.h"
#include "commands/load_choice.h"
#include "commands/report_files.h"
#include "commands/report_options.h"
#include "commands/run_form.h"
#include "report/page.h"
#include "report/page_data.h"
#include "report/photo_sight.h"
#include "report/photos_sight.h"
#include "screen/run_printer.h"
#include "screen/standard_output.h"

namespace vitviz::commands {
namespace {

namespace fs = std::filesystem;
using Models = std::vector<model::VisionTransformer>;

// What was found for the INPUTs.
struct Photos {
  std::vector<fs::path> paths;
  bool are_many = false;                 // measured, and not looked into one by one
  std::optional<base::ErrorCode> worst;  // of folders that yield none
};

Photos find_photos_for(const ReportOptions& report, const Context& context) {
  FoundPhotos found = find_photos(report.inputs, report.question, context);
  const bool are_a_pair = found.paths == report.inputs.named && found.paths.size() == 2;
  if (are_a_pair && report.models.size() > 1) {
    options::fail_usage("two photos and two models cannot be compared at once",
                        "give one photo, or one --model");
  }
  const bool are_many = found.paths.size() > 1 && !are_a_pair;
  return {std::move(found.paths), are_many, found.worst};
}

Models load_models(const ReportOptions& report, int threads, const Context& context) {
  Models models;
  std::vector<std::optional<fs::path>> files(report.models.begin(), report.models.end());
  if (files.empty()) files.emplace_back();
  for (const auto& file : files) {
    options::ModelChoice choice = report.model;
    choice.file = file;
    models.push_back(load_choice(choice, threads, context.stop));
    analysis::check_size(report.question, models.back().blueprint().patch);
    if (report.quiet) continue;
    for (const std::string& note : models.back().blueprint().assumptions) {
      context.messages.note(note);
    }
  }
  return models;
}

// A report that is being made.
class Reporter {
 public:
  Reporter(const ReportOptions& report, const Photos& photos, const Models& models, int threads,
           const Context& context)
      : report_(report),
        photos_(photos),
        models_(models),
        threads_(threads),
        context_(context),
        memory_(batch::memory_for_photos(report.memory)),
        worst_(photos.worst) {}

  // The names of the sights, for their tables.
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    const bool compares_photos = !photos_.are_many && photos_.paths.size() > 1;
    if (compares_photos) {
      for (const fs::path& photo : photos_.paths) names.push_back(photo.stem().string());
    } else {
      for (const auto& model : models_) names.push_back(model.blueprint().name);
    }
    return names;
  }

  // All of them; or none where one is missing, since half a report answers nothing.
  [[nodiscard]] std::vector<report::Sight> sights() {
    return photos_.are_many ? sights_of_many() : sights_of_each();
  }

  [[nodiscard]] std::optional<base::ErrorCode> worst() const { return worst_; }

 private:
  // One for each model, or for each of two photos.
  std::vector<report::Sight> sights_of_each() {
    std::vector<report::Sight> sights;
    const std::size_t count = std::max(models_.size(), photos_.paths.size());
    const std::size_t bytes = (report::kMostPageBytes - report::bytes_of_empty_page()) / count;
    screen::RunPrinter printer(report_.quiet, context_.messages);
    analysis::PhotoRun<report::Sight> run(
        [&](std::size_t i, base::ThreadPool& threads, const analysis::BlockObserver& on_block) {
          const report::PhotoJob job{photos_.paths[std::min(i, photos_.paths.size() - 1)],
                                     report_.question, models_[std::min(i, models_.size() - 1)],
                                     bytes, memory_};
          return report::photo_sight(job, threads, on_block);
        },
        [&](std::size_t, report::Sight&& sight) { sights.push_back(std::move(sight)); },
        [](std::size_t, const base::Failure&) {}, printer);
    note(run.run(count, models_.front().blueprint().blocks, threads_, context_.stop));
    if (sights.size() < count) sights.clear();
    return sights;
  }

  std::vector<report::Sight> sights_of_many() {
    std::vector<report::Sight> sights;
    std::vector<fs::path> paths = photos_.paths;
    for (const model::VisionTransformer& model : models_) {
      screen::RunPrinter printer(report_.quiet, context_.messages);
      report::PhotosSight seen = report::photos_sight(
          {paths, report_.question, model, threads_, memory_, context_.stop}, printer);
      note(seen.worst);
      if (seen.photos == 0) return {};
      sights.push_back(std::move(seen.sight));
      // What failed once fails again.
      std::erase_if(paths, [&](const fs::path& path) { return seen.left_out.contains(path); });
    }
    return sights;
  }

  void note(const std::optional<base::ErrorCode>& code) {
    if (code) worst_ = std::max(worst_.value_or(*code), *code);
  }

  const ReportOptions& report_;
  const Photos& photos_;
  const Models& models_;
  int threads_;
  const Context& context_;
  base::ByteBudget memory_;
  std::optional<base::ErrorCode> worst_;
};

ExitCode write_report(const ReportOptions& report, const Context& context) {
  const Photos photos = find_photos_for(report, context);
  if (photos.paths.empty()) return exit_code_of(photos.worst.value());
  const int threads = report.threads.value_or(base::available_processors());
  const Models models = load_models(report, threads, context);
  batch::KeptFiles kept;
  for (const fs::path& photo : photos.paths) kept.keep(photo);
  for (const fs::path& model : report.models) kept.keep(model);

  Reporter reporter(report, photos, models, threads, context);
  const ReportName name = name_report(report, photos.paths, photos.are_many);
  ReportFiles files(report, name.page, reporter.names(), kept);
  const std::vector<report::Sight> sights = reporter.sights();
  if (sights.empty()) return exit_code_of(reporter.worst().value());
  const report::Kind kind = photos.are_many ? report::Kind::kPhotos : report::Kind::kPhoto;
  const std::string page =
      report::make_page(name.title + " · vitviz", report::page_data(kind, name.title, sights));
  std::string lines;
  for (const fs::path& path : files.write(page, sights)) {
    lines += base::printable(path.string()) + "\n";
  }
  screen::write_to_stdout(lines);
  return reporter.worst() ? exit_code_of(*reporter.worst()) : ExitCode::kDone;
}

}  // namespace

ExitCode run_report(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_report_arguments(argc, argv), context, write_report);
}

}  // namespace vitviz::commands
