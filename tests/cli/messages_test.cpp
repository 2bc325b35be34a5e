// SPDX-License-Identifier: Apache-2.0
#include "cli/messages.h"

#include <new>
#include <stdexcept>

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/pseudo_terminal.h"

namespace vitviz::cli {
namespace {

template <typename Exception>
Failure failure_of(const Exception& exception) {
  try {
    throw exception;
  } catch (...) {
    return current_failure();
  }
}

TEST_CASE("every exception has its exit code") {
  using base::Error;
  using base::ErrorCode;
  CHECK(failure_of(Error(ErrorCode::kUsage, "")).code == ExitCode::kUsage);
  CHECK(failure_of(Error(ErrorCode::kInput, "")).code == ExitCode::kInput);
  CHECK(failure_of(Error(ErrorCode::kModel, "")).code == ExitCode::kModel);
  CHECK(failure_of(Error(ErrorCode::kOutput, "")).code == ExitCode::kOutput);
  CHECK(failure_of(std::bad_alloc()).code == ExitCode::kInput);
  CHECK(failure_of(std::logic_error("promise")).code == ExitCode::kInternal);
  CHECK(failure_of(42).code == ExitCode::kInternal);
}

TEST_CASE("a bug is called a bug") {
  const Failure failure = failure_of(std::logic_error("broken promise"));
  CHECK(failure.message == "broken promise");
  CHECK(failure.hint.find("this is a bug in vitviz") == 0);
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
  messages.error({ExitCode::kInput, "cat.jpg: not found", "look again"});
  CHECK(terminal.shown() == "vitviz: error: cat.jpg: not found\r\n hint: look again\r\n");
  messages.error({ExitCode::kInput, "cat.jpg: not found", ""});
  CHECK(terminal.shown() == "vitviz: error: cat.jpg: not found\r\n");
  messages.note("6 heads are assumed");
  CHECK(terminal.shown() == "vitviz: note: 6 heads are assumed\r\n");
}

TEST_CASE("colours only paint the words in front") {
  const test::PseudoTerminal terminal(/*columns=*/80);
  Messages messages(terminal.stream());
  messages.set_color(ColorWhen::kAlways);
  messages.error({ExitCode::kInput, "broken", ""});
  CHECK(terminal.shown() == "vitviz: \x1b[1;31merror:\x1b[0m broken\r\n");
}

}  // namespace
}  // namespace vitviz::cli
