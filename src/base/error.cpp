// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <utility>

namespace vitviz::base {

Error::Error(ErrorCode code, const std::string& message, std::string hint)
    : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}

}  // namespace vitviz::base
