// SPDX-License-Identifier: Apache-2.0
// `vitviz completions SHELL`: prints the script by which a shell completes vitviz's command line.
#pragma once

#include <string>
#include <variant>

#include "commands/context.h"
#include "commands/exit_code.h"
#include "options/option_form.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct CompletionsOptions {
  std::string shell;
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

[[nodiscard]] std::variant<CompletionsOptions, options::Answer> parse_completions_arguments(
    int argc, const char* const* argv);

[[nodiscard]] ExitCode run_completions(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
