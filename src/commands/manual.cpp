// SPDX-License-Identifier: Apache-2.0
#include "commands/manual.h"

#include <algorithm>
#include <vector>

#include "base/named.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/program_help.h"
#include "commands/run_form.h"
#include "handbook/manual.h"
#include "options/color_option.h"

namespace vitviz::commands {
namespace {

constexpr const char* kForm = "vitviz manual";
constexpr const char* kDescription =
    "vitviz manual prints the manual page of vitviz, or of one of its commands, for man.";
constexpr const char* kFooter = R"(Examples:
  vitviz manual eval | man -l -                read it
  man vitviz-eval                              the same, where vitviz is installed

Exit codes:
  0 done, 2 wrong usage, 5 the page could not be written, 70 a bug in vitviz)";

std::vector<std::string> command_words() {
  std::vector<std::string> words;
  for (const Command& command : all_commands()) words.emplace_back(command.word);
  return words;
}

ExitCode print(const ManualOptions& options, const Context&) {
  const handbook::ProgramHelp program = program_help();
  for (const handbook::CommandHelp& command : program.commands) {
    if (command.word == options.command) {
      screen::write_to_stdout(handbook::manual_page(program, command));
    }
  }
  return ExitCode::kDone;
}

}  // namespace

std::variant<ManualOptions, options::Answer> parse_manual_arguments(int argc,
                                                                    const char* const* argv) {
  ManualOptions manual;
  std::vector<std::string> words;
  options::OptionForm form({.name = kForm, .description = kDescription, .footer = kFooter});
  const std::vector<std::string> known = command_words();
  form.add_arguments({.name = "COMMAND",
                      .type = "[COMMAND]",
                      .help = "A command of vitviz; without one, the page of vitviz itself",
                      .offers = known},
                     words);
  form.begin_group("Output");
  options::add_color_option(form, manual.color);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  if (words.empty()) return manual;
  if (words.size() > 1 || std::find(known.begin(), known.end(), words.front()) == known.end()) {
    options::fail_usage(
        fmt::format("COMMAND '{}': must be a command of vitviz", base::printable(words.back())),
        options::kTryHelp);
  }
  manual.command = words.front();
  return manual;
}

ExitCode run_manual(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_manual_arguments(argc, argv), context, print);
}

}  // namespace vitviz::commands
