// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz classify [OPTIONS] INPUT...`.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <variant>
#include <vector>

#include "analysis/question.h"
#include "inputs/choice.h"
#include "options/model_options.h"
#include "options/option_form.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct ClassifyOptions {
  inputs::InputChoice inputs;
  options::ModelChoice model;
  std::optional<int> threads;         // all processors when empty
  std::optional<std::size_t> memory;  // half of the machine's when empty
  analysis::Question question;

  int top = 5;         // classes of each readout
  bool json = false;   // a line for each photo instead of text
  bool quiet = false;  // no progress bar, notes or summary
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "classify". Throws UsageError.
[[nodiscard]] std::variant<ClassifyOptions, options::Answer> parse_classify_arguments(
    int argc, const char* const* argv);

}  // namespace vitviz::commands
