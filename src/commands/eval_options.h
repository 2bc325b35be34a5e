// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz eval [OPTIONS] DATASET`.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/question.h"
#include "base/atomic_file.h"
#include "commands/eval_sweep.h"
#include "eval/data_set.h"
#include "eval/task.h"
#include "options/model_options.h"
#include "scoring/setting.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct EvalOptions {
  eval::DataSetChoice data_set;
  const eval::Task* task = nullptr;  // what suits the data set when null

  options::ModelChoice model;
  std::optional<int> threads;                // all processors when empty
  scoring::Setting setting;                  // its head is overruled by `head`
  std::optional<analysis::HeadChoice> head;  // what suits the task when empty
  std::optional<SweepChoice> sweep;

  bool json = false;
  std::optional<std::filesystem::path> csv;
  std::optional<std::filesystem::path> plot;  // only with a sweep
  std::string plotted;                        // name of a score; the task's first when empty
  std::optional<std::filesystem::path> log;
  std::optional<std::filesystem::path> sheets;  // a folder; not with a sweep
  base::Overwrite overwrite = base::Overwrite::kNever;
  bool quiet = false;  // no progress bar, notes or summary
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "eval". Throws UsageError.
[[nodiscard]] std::variant<EvalOptions, options::Answer> parse_eval_arguments(
    int argc, const char* const* argv);

// One setting, or one for each value of the sweep, for this task.
[[nodiscard]] std::vector<scoring::Setting> settings_of(const EvalOptions& eval,
                                                        const eval::Task& task);

}  // namespace vitviz::commands
