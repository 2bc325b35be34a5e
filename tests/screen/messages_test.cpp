// SPDX-License-Identifier: Apache-2.0
#include "screen/messages.h"

#include <doctest/doctest.h>

#include "base/argument.h"
#include "support/pseudo_terminal.h"

namespace vitviz::screen {
namespace {

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
}  // namespace vitviz::screen
