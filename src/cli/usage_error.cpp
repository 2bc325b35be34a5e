// SPDX-License-Identifier: Apache-2.0
#include "cli/usage_error.h"

#include "base/error.h"

namespace vitviz::cli {

std::string try_help_of(const std::string& form) { return "try '" + form + " --help'"; }

void fail_usage(const std::string& message, const std::string& hint) {
  throw base::Error(base::ErrorCode::kArgument, message, hint);
}

}  // namespace vitviz::cli
