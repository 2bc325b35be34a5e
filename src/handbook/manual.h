// SPDX-License-Identifier: Apache-2.0
// A manual page for each command, as `man` reads it: what --help says, in roff's man macros.
#pragma once

#include <string>

#include "handbook/program_help.h"

namespace vitviz::handbook {

// "vitviz", or "vitviz-inspect": what the page of a command is called.
[[nodiscard]] std::string page_name(const CommandHelp& command);

// `command` is one of the program's.
[[nodiscard]] std::string manual_page(const ProgramHelp& program, const CommandHelp& command);

}  // namespace vitviz::handbook
