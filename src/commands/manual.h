// SPDX-License-Identifier: Apache-2.0
// `vitviz manual [COMMAND]`: prints a manual page in roff, as `man -l` reads it.
#pragma once

#include <string>
#include <variant>

#include "commands/context.h"
#include "commands/exit_code.h"
#include "options/option_form.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct ManualOptions {
  std::string command;  // empty for the main form
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

[[nodiscard]] std::variant<ManualOptions, options::Answer> parse_manual_arguments(
    int argc, const char* const* argv);

[[nodiscard]] ExitCode run_manual(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
