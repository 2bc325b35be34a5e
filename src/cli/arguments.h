// SPDX-License-Identifier: Apache-2.0
// The command line: what it may say (the one place where options are defined) and what it said.
#pragma once

#include <variant>

#include "cli/command_line.h"
#include "cli/options.h"

namespace vitviz::cli {

// Throws Error(kArgument) that names the option, the value, and what is allowed.
[[nodiscard]] std::variant<Options, Answer> parse_arguments(int argc, const char* const* argv);

}  // namespace vitviz::cli
