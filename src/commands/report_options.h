// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz report [OPTIONS] INPUT...`.
#pragma once

#include <filesystem>
#include <optional>
#include <variant>
#include <vector>

#include "analysis/question.h"
#include "base/atomic_file.h"
#include "inputs/choice.h"
#include "options/model_options.h"
#include "options/option_form.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct ReportOptions {
  inputs::InputChoice inputs;
  std::vector<std::filesystem::path> models;  // one or two side by side; the built-in one if none
  options::ModelChoice model;                 // what holds for each of them, but for its file
  std::optional<int> threads;                 // all processors when empty
  std::optional<std::size_t> memory;          // half of the machine's when empty
  analysis::Question question;

  std::filesystem::path out = ".";
  std::optional<std::filesystem::path> tables;  // a folder
  base::Overwrite overwrite = base::Overwrite::kNever;
  bool quiet = false;  // no progress bar, notes or summary
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "report". Throws UsageError.
[[nodiscard]] std::variant<ReportOptions, options::Answer> parse_report_arguments(
    int argc, const char* const* argv);

}  // namespace vitviz::commands
