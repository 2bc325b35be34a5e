// SPDX-License-Identifier: Apache-2.0
#include "commands/eval.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "analysis/select_maps.h"
#include "base/byte_budget.h"
#include "base/error.h"
#include "base/memory_limit.h"
#include "base/processors.h"
#include "base/text.h"
#include "base/thread_pool.h"
#include "batch/file_plan.h"
#include "commands/eval_options.h"
#include "commands/eval_results.h"
#include "commands/load_choice.h"
#include "commands/run_form.h"
#include "eval/results_text.h"
#include "scoring/describe.h"
#include "scoring/score_photos.h"
#include "screen/run_printer.h"
#include "screen/standard_output.h"

namespace vitviz::commands {
namespace {

const eval::Task& task_of(const EvalOptions& eval) {
  return eval.task != nullptr ? *eval.task : eval::usual_task(eval::layout_of(eval.data_set.path));
}

std::vector<scoring::Plan> plans_of(const EvalOptions& eval, const eval::Task& task,
                                    const model::VisionTransformer& model) {
  std::vector<scoring::Plan> plans;
  for (const scoring::Setting& setting : settings_of(eval, task)) {
    plans.emplace_back(setting, task, model);
  }
  return plans;
}

// Wherever the command is called from.
std::string whole_path(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::weakly_canonical(path, error);
  return (error ? path : whole).string();
}

// What tells the model from any other: a file that is trained on gets another time.
std::string identity_of(const options::ModelChoice& choice) {
  if (!choice.file) return "the program";
  std::string text = whole_path(*choice.file);
  std::error_code error;
  const auto changed = std::filesystem::last_write_time(*choice.file, error);
  if (!error) {
    const auto time = std::chrono::file_clock::to_sys(changed).time_since_epoch();
    text += fmt::format(", changed {} s after 1970",
                        std::chrono::duration_cast<std::chrono::seconds>(time).count());
  }
  if (choice.hints.branch)
    text += fmt::format(", branch {}", static_cast<int>(*choice.hints.branch));
  return text;
}

std::optional<scoring::ScoreFile> open_log(const EvalOptions& eval, const eval::DataSet& data_set,
                                           const std::vector<scoring::Plan>& plans) {
  if (!eval.log) return std::nullopt;
  const std::string model = identity_of(eval.model);
  std::vector<std::string> settings;
  settings.reserve(plans.size());
  for (const scoring::Plan& plan : plans) {
    settings.push_back(scoring::identity_of(plan, data_set, whole_path(eval.data_set.path), model));
  }
  return std::optional<scoring::ScoreFile>(std::in_place, *eval.log, plans.front().task(),
                                           settings);
}

// Checked before anything is computed, and with it the folder is there.
void prepare_folder(const scoring::SheetOptions& sheets, const eval::DataSet& data_set,
                    const std::optional<scoring::ScoreFile>& log) {
  std::error_code error;
  std::filesystem::create_directories(sheets.folder, error);
  if (error) {
    throw base::Error(base::ErrorCode::kOutput,
                      fmt::format("{}: cannot be used as a folder: {}",
                                  base::printable(sheets.folder.string()), error.message()),
                      "choose another with --sheets");
  }
  for (const eval::Example& example : data_set.examples) {
    if (log && log->find(example.name) != nullptr) continue;  // is not scored, and not drawn
    batch::check_name(scoring::sheet_path(sheets.folder, example.name), sheets.overwrite, {});
  }
}

std::optional<scoring::SheetOptions> open_sheets(const EvalOptions& eval,
                                                 const eval::DataSet& data_set,
                                                 const scoring::Plan& plan,
                                                 const std::optional<scoring::ScoreFile>& log) {
  if (!eval.sheets) return std::nullopt;
  scoring::SheetOptions sheets{
      *eval.sheets,
      eval.overwrite,
      {{"Software", "vitviz " VITVIZ_VERSION},
       {"Description", eval::one_line(scoring::describe(plan, data_set))}}};
  prepare_folder(sheets, data_set, log);
  return sheets;
}

std::vector<eval::Results> summarize_all(const scoring::ScoredPhotos& scored,
                                         const std::vector<scoring::Plan>& plans,
                                         const eval::DataSet& data_set) {
  std::vector<eval::Results> results;
  results.reserve(plans.size());
  for (std::size_t i = 0; i < plans.size(); ++i) {
    results.push_back(
        eval::summarize(plans[i].task(), scoring::describe(plans[i], data_set), scored.boards[i]));
  }
  return results;
}

ExitCode evaluate(const EvalOptions& eval, const Context& context) {
  const eval::Task& task = task_of(eval);
  check_files(eval, task);
  const eval::DataSet data_set = eval::open_data_set(eval.data_set, task);
  const int threads = eval.threads.value_or(base::available_processors());
  const model::VisionTransformer model = load_choice(eval.model, threads, context.stop);
  const std::vector<scoring::Plan> plans = plans_of(eval, task, model);
  if (!eval.quiet) {
    for (const auto& note : analysis::notes_about(model, plans.front().selection())) {
      context.messages.note(note);
    }
  }

  base::ByteBudget memory(base::memory_limit() / 2);
  std::optional<scoring::ScoreFile> log = open_log(eval, data_set, plans);
  const auto sheets = open_sheets(eval, data_set, plans.front(), log);
  const scoring::Job job{.data_set = data_set,
                         .plans = plans,
                         .one_pass = !eval.sweep || eval.sweep->option->is_of_rule,
                         .memory = memory,
                         .stop = context.stop,
                         .sheets = sheets ? &*sheets : nullptr};
  screen::RunPrinter printer(eval.quiet, context.messages);
  const scoring::ScoredPhotos scored =
      scoring::score_photos(job, log ? &*log : nullptr, threads, printer);
  base::ThreadPool pool(threads, context.stop);
  screen::write_to_stdout(write_results(eval, summarize_all(scored, plans, data_set), pool));
  return scored.worst ? exit_code_of(*scored.worst) : ExitCode::kDone;
}

}  // namespace

ExitCode run_eval(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_eval_arguments(argc, argv), context, evaluate);
}

}  // namespace vitviz::commands
