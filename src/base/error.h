// SPDX-License-Identifier: Apache-2.0
// The one exception for everything that a caller, a file or the machine can get wrong.
#pragma once

#include <stdexcept>
#include <string>

namespace vitviz::base {

// What went wrong, as the program's exit code says it: the larger, the worse.
enum class ErrorCode {
  kArgument = 2,   // what was asked for makes no sense, or does not suit the photo or the model
  kInput = 3,      // a photo or folder could not be read
  kModel = 4,      // a checkpoint could not be read, or does not fit
  kOutput = 5,     // a result could not be written
  kInternal = 70,  // a bug in vitviz; no Error has it (base/failure.h)
};

// `message` says what happened and where; `hint`, if any, says what to do about it. Both name
// arguments by argument() (base/argument.h).
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, std::string hint = "");

  [[nodiscard]] ErrorCode code() const { return code_; }

  // In words, as what() is.
  [[nodiscard]] std::string hint() const;

  // With the names of arguments marked, for whoever knows how they are set.
  [[nodiscard]] const std::string& marked_message() const { return marked_message_; }
  [[nodiscard]] const std::string& marked_hint() const { return marked_hint_; }

 private:
  ErrorCode code_;
  std::string marked_message_;
  std::string marked_hint_;
};

// Throws Error(kArgument) "NAME VALUE: message", or "NAME: message" where `value` is empty.
[[noreturn]] void fail_argument(const std::string& name, const std::string& value,
                                const std::string& message, const std::string& hint = "");

}  // namespace vitviz::base
