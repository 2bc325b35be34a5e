// SPDX-License-Identifier: Apache-2.0
// An exception, as it is reported to the user.
#pragma once

#include <string>

#include "base/error.h"

namespace vitviz::base {

struct Failure {
  ErrorCode code;
  std::string message;  // what happened, and where; arguments are marked (base/argument.h)
  std::string hint;     // what to do about it; may be empty
};

// Describes the exception being handled. A base::Error says itself what it is; lack of memory is
// the fault of a photo too large; everything else is a bug of ours.
// Requires: called inside a catch block.
[[nodiscard]] Failure current_failure();

}  // namespace vitviz::base
