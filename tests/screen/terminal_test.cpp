// SPDX-License-Identifier: Apache-2.0
#include "screen/terminal.h"

#include <cstdlib>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "support/pseudo_terminal.h"

namespace vitviz::screen {
namespace {

// Sets an environment variable for the length of a test.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) {
    const char* before = std::getenv(name);
    had_ = before != nullptr;
    if (had_) before_ = before;
    setenv(name, value, /*overwrite=*/1);
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() {
    if (had_) {
      setenv(name_, before_.c_str(), /*overwrite=*/1);
    } else {
      unsetenv(name_);
    }
  }

 private:
  const char* name_;
  std::string before_;
  bool had_ = false;
};

TEST_CASE("a file is no terminal") {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
  CHECK_FALSE(is_interactive(file.get()));
  CHECK_FALSE(use_color(file.get(), ColorWhen::kAuto));
  CHECK(use_color(file.get(), ColorWhen::kAlways));
  CHECK(terminal_width(file.get()) == 80);
}

TEST_CASE("a terminal gets colours unless somebody objects") {
  const test::PseudoTerminal terminal(/*columns=*/123);
  const Environment capable("TERM", "xterm");
  const Environment no_objection("NO_COLOR", "");
  CHECK(use_color(terminal.stream(), ColorWhen::kAuto));
  CHECK_FALSE(use_color(terminal.stream(), ColorWhen::kNever));
  CHECK(terminal_width(terminal.stream()) == 123);
  {
    const Environment objection("NO_COLOR", "1");
    CHECK_FALSE(use_color(terminal.stream(), ColorWhen::kAuto));
    CHECK(use_color(terminal.stream(), ColorWhen::kAlways));
    CHECK(is_interactive(terminal.stream()));
  }
  const Environment dumb("TERM", "dumb");
  CHECK_FALSE(use_color(terminal.stream(), ColorWhen::kAuto));
  CHECK_FALSE(is_interactive(terminal.stream()));
}

}  // namespace
}  // namespace vitviz::screen
