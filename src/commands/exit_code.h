// SPDX-License-Identifier: Apache-2.0
// What the program's exit code tells a script.
#pragma once

#include "base/error.h"

namespace vitviz::commands {

enum class ExitCode {
  kDone = 0,
  kUsage = 2,      // the command line does not make sense
  kInput = 3,      // a photo or folder could not be read; all others were drawn
  kModel = 4,      // the checkpoint could not be read, or does not fit
  kOutput = 5,     // a result could not be written
  kInternal = 70,  // a bug in vitviz
};

[[nodiscard]] constexpr ExitCode exit_code_of(base::ErrorCode code) {
  return static_cast<ExitCode>(code);
}

}  // namespace vitviz::commands
