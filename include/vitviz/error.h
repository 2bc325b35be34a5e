// SPDX-License-Identifier: Apache-2.0
// The one exception that this library throws.
#pragma once

#include <stdexcept>
#include <string>

#include "vitviz/export.h"

namespace vitviz {

enum class ErrorCode {
  kArgument = 2,   // what was asked for makes no sense, or does not suit the photo or the model
  kPhoto = 3,      // a photo could not be read
  kModel = 4,      // a checkpoint could not be read, or is damaged
  kStopped = 6,    // a stop was requested meanwhile
  kInternal = 70,  // a bug of this library
};

// what() says what happened and where; arguments have the names that they have here.
class VITVIZ_EXPORT Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, std::string hint = "");
  Error(const Error&) = default;
  Error& operator=(const Error&) = default;
  ~Error() override;

  [[nodiscard]] ErrorCode code() const noexcept { return code_; }
  // What to do about it; may be empty.
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }

 private:
  ErrorCode code_;
  std::string hint_;
};

}  // namespace vitviz
