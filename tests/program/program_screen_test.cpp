// SPDX-License-Identifier: Apache-2.0
// --view terminal, as somebody at a terminal or behind a pipe sees it.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <termios.h>

#include "program/program.h"
#include "support/pseudo_terminal.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

TEST_CASE("a pipe gets half blocks, and no file is written") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult result =
      run_vitviz(folder.path(), {"cat.png", "--view", "terminal", "-o", "new"});
  CHECK(result.exit_code == 0);
  CHECK(result.out.starts_with("cat.png\n\x1b[38;2;"));
  CHECK(contains(result.out, "▀"));
  // 60 × 40 pixels in 80 columns and 22 lines: 66 × 44 pixels are 22 lines, after the name.
  CHECK(std::count(result.out.begin(), result.out.end(), '\n') == 23);
  CHECK(folder.names() == std::vector<std::string>{"cat.png"});
}

TEST_CASE("the picture comes before the paths, one for each map") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult result =
      run_vitviz(folder.path(), {"cat.png", "--view", "mask,terminal", "--head", "all"});
  CHECK(contains(result.out, "cat.png, head 1\n"));
  CHECK(result.out.find("cat.png, head 2\n") < result.out.find("cat.mask.head0.png\n"));
}

TEST_CASE("a terminal without sixel gets half blocks as wide as it is") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png", {.width = 400, .height = 40});
  const PseudoTerminal terminal(/*columns=*/30);
  const ProgramResult result =
      run_vitviz(folder.path(), {"cat.png", "--view", "terminal", "--size", "32"},
                 R"(TERM=xterm exec "$0" "$@" > )" + terminal.name());
  CHECK(result.exit_code == 0);
  const std::string shown = terminal.shown();
  CHECK(shown.starts_with("\x1b[c"));  // asked, and not answered
  // 30 × 3 pixels: two lines of 30 characters.
  std::size_t blocks = 0;
  for (std::size_t at = shown.find("▀"); at != std::string::npos; at = shown.find("▀", at + 1)) {
    ++blocks;
  }
  CHECK(blocks == 60);
}

TEST_CASE("a terminal that says it has sixel gets it, and is left as it was") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const PseudoTerminal terminal(/*columns=*/30);
  termios before{};
  tcgetattr(fileno(terminal.stream()), &before);
  terminal.send("\x1b[?62;4;22c");
  // More is written than a terminal holds back: somebody has to read.
  std::string shown;
  std::atomic<bool> done = false;
  std::thread reader([&] {
    while (!done) {
      shown += terminal.shown();
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  });
  const ProgramResult result = run_vitviz(folder.path(), {"cat.png", "--view", "terminal"},
                                          R"(TERM=xterm exec "$0" "$@" > )" + terminal.name());
  done = true;
  reader.join();
  shown += terminal.shown();
  CHECK(result.exit_code == 0);
  CHECK(contains(shown, "\x1bP0;1q\"1;1;240;160"));  // 30 characters of 8 pixels
  CHECK_FALSE(contains(shown, "▀"));
  termios after{};
  tcgetattr(fileno(terminal.stream()), &after);
  CHECK(after.c_lflag == before.c_lflag);
}

TEST_CASE("--json and --view terminal both want stdout") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult result =
      run_vitviz(folder.path(), {"cat.png", "--json", "--view", "terminal"});
  CHECK(result.exit_code == 2);
  CHECK(contains(result.err, "--view terminal: stdout is taken by --json"));
}

}  // namespace
}  // namespace vitviz::test
