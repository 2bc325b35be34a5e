// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz probe [OPTIONS] FOLDER`.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <variant>
#include <vector>

#include "analysis/question.h"
#include "base/atomic_file.h"
#include "model/request.h"
#include "options/model_options.h"
#include "options/option_form.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct ProbeOptions {
  std::filesystem::path photos;  // a folder with a sub-folder for each class, or a table
  options::ModelChoice model;
  std::optional<int> threads;         // all processors when empty
  std::optional<std::size_t> memory;  // half of the machine's when empty
  analysis::Question question;
  std::vector<int> blocks = {-1};  // −1 is the last; empty: all
  model::TokenState state = model::TokenState::kNormed;

  bool json = false;
  std::optional<std::filesystem::path> csv;
  std::optional<std::filesystem::path> plot;
  base::Overwrite overwrite = base::Overwrite::kNever;
  bool quiet = false;  // no progress bar, notes or summary
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "probe". Throws UsageError.
[[nodiscard]] std::variant<ProbeOptions, options::Answer> parse_probe_arguments(
    int argc, const char* const* argv);

}  // namespace vitviz::commands
