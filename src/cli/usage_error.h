// SPDX-License-Identifier: Apache-2.0
// A command line that makes no sense.
#pragma once

#include <string>

namespace vitviz::cli {

inline constexpr const char* kTryHelp = "try 'vitviz --help'";

// "try 'vitviz inspect --help'" for the form "vitviz inspect".
[[nodiscard]] std::string try_help_of(const std::string& form);

// Throws Error(kArgument).
[[noreturn]] void fail_usage(const std::string& message, const std::string& hint = kTryHelp);

}  // namespace vitviz::cli
