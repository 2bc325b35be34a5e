// SPDX-License-Identifier: Apache-2.0
#include "cli/exit_code.h"

#include <doctest/doctest.h>

namespace vitviz::cli {
namespace {

TEST_CASE("every kind of error has its exit code") {
  using base::ErrorCode;
  CHECK(exit_code_of(ErrorCode::kArgument) == ExitCode::kUsage);
  CHECK(exit_code_of(ErrorCode::kInput) == ExitCode::kInput);
  CHECK(exit_code_of(ErrorCode::kModel) == ExitCode::kModel);
  CHECK(exit_code_of(ErrorCode::kOutput) == ExitCode::kOutput);
  CHECK(exit_code_of(ErrorCode::kInternal) == ExitCode::kInternal);
}

TEST_CASE("the worst code of a batch is the largest") {
  CHECK(worst(ExitCode::kDone, ExitCode::kInput) == ExitCode::kInput);
  CHECK(worst(ExitCode::kOutput, ExitCode::kInput) == ExitCode::kOutput);
  CHECK(worst(ExitCode::kOutput, ExitCode::kInternal) == ExitCode::kInternal);
}

}  // namespace
}  // namespace vitviz::cli
