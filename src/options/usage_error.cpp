// SPDX-License-Identifier: Apache-2.0
#include "options/usage_error.h"

#include <utility>

namespace vitviz::options {

UsageError::UsageError(const std::string& message, std::string hint)
    : std::runtime_error(message), hint_(std::move(hint)) {}

std::string try_help_of(const std::string& form) { return "try '" + form + " --help'"; }

void fail_usage(const std::string& message, const std::string& hint) {
  throw UsageError(message, hint);
}

}  // namespace vitviz::options
