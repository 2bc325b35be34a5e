// SPDX-License-Identifier: Apache-2.0
// Parsing with CLI11, the same way for every form of the command line.
#pragma once

#include <optional>
#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11 calls itself so
class App;
}

namespace vitviz::cli {

// Text that was asked for instead of work: the help, or the version.
struct Answer {
  std::string text;
};

// Reads argv[1], argv[2], … by the options of `app`, whose name is how the form is called.
// Throws Error(kArgument) that names the option, the value, and what is allowed.
[[nodiscard]] std::optional<Answer> parse_command_line(CLI::App& app, int argc,
                                                       const char* const* argv);

}  // namespace vitviz::cli
