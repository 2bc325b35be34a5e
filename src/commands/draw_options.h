// SPDX-License-Identifier: Apache-2.0
// The command line of the main form, `vitviz [OPTIONS] INPUT...`.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/question.h"
#include "batch/output_options.h"
#include "inputs/choice.h"
#include "options/model_options.h"
#include "screen/series_printer.h"
#include "screen/terminal.h"
#include "views/picture_options.h"

namespace vitviz::commands {

struct DrawOptions {
  inputs::InputChoice inputs;

  options::ModelChoice model;
  std::optional<int> threads;  // all processors when empty
  analysis::Question question;
  views::PictureOptions picture;
  batch::OutputOptions output;
  screen::PrintOptions print;
  screen::ColorWhen color = screen::ColorWhen::kAuto;

  // The options on which results depend, beside the model, as they were given.
  std::map<std::string, std::string> decisive;
};

// Throws UsageError that names the option, the value, and what is allowed.
[[nodiscard]] std::variant<DrawOptions, options::Answer> parse_draw_arguments(
    int argc, const char* const* argv);

}  // namespace vitviz::commands
