// SPDX-License-Identifier: Apache-2.0
// The one exception for everything that a user, a file or the machine can get wrong.
#pragma once

#include <stdexcept>
#include <string>

namespace vitviz::base {

// What went wrong, as the program's exit code says it.
enum class ErrorCode {
  kUsage = 2,   // the command line does not make sense
  kInput = 3,   // a photo or folder could not be read
  kModel = 4,   // a checkpoint could not be read, or does not fit
  kOutput = 5,  // a result could not be written
};

// `message` says what happened and where; `hint`, if any, says what to do about it.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, std::string hint = "");

  [[nodiscard]] ErrorCode code() const { return code_; }
  [[nodiscard]] const std::string& hint() const { return hint_; }

 private:
  ErrorCode code_;
  std::string hint_;
};

}  // namespace vitviz::base
