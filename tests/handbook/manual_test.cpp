// SPDX-License-Identifier: Apache-2.0
#include "handbook/manual.h"

#include <doctest/doctest.h>

#include "support/thrown_error.h"

namespace vitviz::handbook {
namespace {

ProgramHelp one_command(const std::string& help, const std::string& footer) {
  options::FormHelp form = {
      .words = {.name = "vitviz try", .description = "It tries.", .footer = footer},
      .groups = {{.title = "Output",
                  .options = {{.short_name = "o",
                               .long_name = "out",
                               .type = "DIR",
                               .help = help,
                               .normally = "."}}}}};
  return {.version = "1.2.3",
          .commands = {{.word = "try", .summary = "a trial", .form = std::move(form)}},
          .models = {}};
}

std::string page_of(const ProgramHelp& program) {
  return manual_page(program, program.commands.front());
}

TEST_CASE("a page is named after its command") {
  CHECK(page_name({.word = "try", .summary = "", .form = {}}) == "vitviz-try");
  CHECK(page_name({.word = "", .summary = "", .form = {}}) == "vitviz");
}

TEST_CASE("an option has its names, its type, its text and its default") {
  const std::string page = page_of(one_command("Folder for results", ""));
  CHECK(page.starts_with(".TH \"VITVIZ\\-TRY\" 1 \"\" \"vitviz 1.2.3\" \"vitviz\"\n"));
  CHECK(test::contains(page,
                       ".SS \"Output\"\n.TP\n"
                       "\\fB\\-o\\fR, \\fB\\-\\-out\\fR \\fIDIR\\fR\n"
                       "Folder for results [default: .]\n"));
}

TEST_CASE("no text is taken for a request of roff's") {
  const std::string page = page_of(one_command(".npy or 'x' and a\\b", ""));
  CHECK(test::contains(page, "\n\\&.npy or \\(aqx\\(aq and a\\eb [default: .]\n"));
  const std::string quoted = page_of(one_command("'find' lists", ""));
  CHECK(test::contains(quoted, "\n\\&\\(aqfind\\(aq lists"));
}

TEST_CASE("the titles of what follows the options begin sections, whose lines stay") {
  const std::string page = page_of(one_command("", "Examples:\n  a  b\n\nExit codes:\n  0 done"));
  CHECK(test::contains(page,
                       ".SH \"EXAMPLES\"\n.EX\n  a  b\n.EE\n"
                       ".SH \"EXIT CODES\"\n.EX\n  0 done\n.EE\n"));
}

}  // namespace
}  // namespace vitviz::handbook
