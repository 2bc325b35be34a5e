// SPDX-License-Identifier: Apache-2.0
#include "cli/messages.h"

#include <doctest/doctest.h>

#include "base/argument.h"
#include "base/error.h"
#include "cli/exit_code.h"
#include "support/pseudo_terminal.h"

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

TEST_CASE("an error and its hint stand below each other") {
  const test::PseudoTerminal terminal(/*columns=*/80);
  Messages messages(terminal.stream());
  messages.set_color(ColorWhen::kNever);
  messages.error({base::ErrorCode::kInput, "cat.jpg: not found", "look again"});
  CHECK(terminal.shown() == "vitviz: error: cat.jpg: not found\r\n hint: look again\r\n");
  messages.error({base::ErrorCode::kInput, "cat.jpg: not found", ""});
  CHECK(terminal.shown() == "vitviz: error: cat.jpg: not found\r\n");
  messages.note("6 heads are assumed");
  CHECK(terminal.shown() == "vitviz: note: 6 heads are assumed\r\n");
}

TEST_CASE("an argument is called as the option that sets it") {
  const test::PseudoTerminal terminal(/*columns=*/80);
  Messages messages(terminal.stream());
  messages.set_color(ColorWhen::kNever);
  messages.note("a later " + base::argument("rollout_start"));
  CHECK(terminal.shown() == "vitviz: note: a later --rollout-start\r\n");
}

TEST_CASE("colours only paint the words in front") {
  const test::PseudoTerminal terminal(/*columns=*/80);
  Messages messages(terminal.stream());
  messages.set_color(ColorWhen::kAlways);
  messages.error({base::ErrorCode::kInput, "broken", ""});
  CHECK(terminal.shown() == "vitviz: \x1b[1;31merror:\x1b[0m broken\r\n");
}

}  // namespace
}  // namespace vitviz::cli
