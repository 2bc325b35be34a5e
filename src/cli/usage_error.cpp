// SPDX-License-Identifier: Apache-2.0
#include "cli/usage_error.h"

#include "base/error.h"

namespace vitviz::cli {

void fail_usage(const std::string& message, const std::string& hint) {
  throw base::Error(base::ErrorCode::kUsage, message, hint);
}

}  // namespace vitviz::cli
