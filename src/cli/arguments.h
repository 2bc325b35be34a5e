// SPDX-License-Identifier: Apache-2.0
// The command line: what it may say (the one place where options are defined) and what it said.
#pragma once

#include <string>
#include <variant>

#include "cli/options.h"

namespace vitviz::cli {

// Text that was asked for instead of work: the help, or the version.
struct Answer {
  std::string text;
};

// Throws Error(kUsage) that names the option, the value, and what is allowed.
[[nodiscard]] std::variant<Options, Answer> parse_arguments(int argc, const char* const* argv);

}  // namespace vitviz::cli
