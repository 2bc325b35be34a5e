// SPDX-License-Identifier: Apache-2.0
#include "commands/exit_code.h"

#include <doctest/doctest.h>

namespace vitviz::commands {
namespace {

TEST_CASE("every kind of error has its exit code") {
  using base::ErrorCode;
  CHECK(exit_code_of(ErrorCode::kArgument) == ExitCode::kUsage);
  CHECK(exit_code_of(ErrorCode::kInput) == ExitCode::kInput);
  CHECK(exit_code_of(ErrorCode::kModel) == ExitCode::kModel);
  CHECK(exit_code_of(ErrorCode::kOutput) == ExitCode::kOutput);
  CHECK(exit_code_of(ErrorCode::kInternal) == ExitCode::kInternal);
}

}  // namespace
}  // namespace vitviz::commands
