// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <utility>

#include "base/argument.h"

namespace vitviz::base {

Error::Error(ErrorCode code, const std::string& message, std::string hint)
    : std::runtime_error(in_words(message)),
      code_(code),
      marked_message_(message),
      marked_hint_(std::move(hint)) {}

std::string Error::hint() const { return in_words(marked_hint_); }

void fail_argument(const std::string& name, const std::string& value, const std::string& message,
                   const std::string& hint) {
  const std::string space = value.empty() ? "" : " ";
  throw Error(ErrorCode::kArgument, argument(name) + space + value + ": " + message, hint);
}

}  // namespace vitviz::base
