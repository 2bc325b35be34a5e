// SPDX-License-Identifier: Apache-2.0
// A command line that makes no sense. Only the program's face knows that there is one: below it, an
// argument that does not suit is a base::Error.
#pragma once

#include <stdexcept>
#include <string>

namespace vitviz::options {

// what() names the option, its value, and what is allowed; the hint says where to look.
class UsageError : public std::runtime_error {
 public:
  UsageError(const std::string& message, std::string hint);

  [[nodiscard]] const std::string& hint() const { return hint_; }

 private:
  std::string hint_;
};

inline constexpr const char* kTryHelp = "try 'vitviz --help'";

// "try 'vitviz inspect --help'" for the form "vitviz inspect".
[[nodiscard]] std::string try_help_of(const std::string& form);

// Throws UsageError.
[[noreturn]] void fail_usage(const std::string& message, const std::string& hint = kTryHelp);

}  // namespace vitviz::options
