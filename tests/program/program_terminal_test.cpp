// SPDX-License-Identifier: Apache-2.0
// The progress bar, as somebody at a terminal sees it.
#include <string>

#include <doctest/doctest.h>

#include "program/program.h"
#include "support/pseudo_terminal.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

// What appears on a terminal as stderr while a photo is drawn that takes longer than a moment.
std::string shown_while_drawing(const std::vector<std::string>& options) {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const PseudoTerminal terminal(/*columns=*/80);
  std::vector<std::string> arguments = {"cat.png", "--size", "1024", "-t", "1"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const ProgramResult result =
      run_vitviz(folder.path(), arguments, R"(TERM=xterm exec "$0" "$@" 2> )" + terminal.name());
  CHECK(result.exit_code == 0);
  CHECK(result.out == "cat.attention.png\ncat.mask.png\n");
  return terminal.shown();
}

TEST_CASE("a long photo moves the bar, which is erased before the paths are printed") {
  const std::string shown = shown_while_drawing({});
  CHECK(contains(shown, "\rblock "));
  CHECK(contains(shown, " left"));
  CHECK(shown.back() == '\r');
}

TEST_CASE("quiet shows no bar") { CHECK(shown_while_drawing({"--quiet"}).empty()); }

}  // namespace
}  // namespace vitviz::test
