// SPDX-License-Identifier: Apache-2.0
#include "commands/completions.h"

#include <vector>

#include "base/named.h"
#include "base/text.h"
#include "commands/program_help.h"
#include "commands/run_form.h"
#include "handbook/completions.h"
#include "options/color_option.h"

namespace vitviz::commands {
namespace {

constexpr const char* kForm = "vitviz completions";
constexpr const char* kDescription =
    "vitviz completions prints a script by which a shell completes commands, options, their\n"
    "values, names of models and files. An installed vitviz brings these scripts along.";
constexpr const char* kFooter = R"(Examples:
  source <(vitviz completions bash)            for this bash; in ~/.bashrc, for all
  source <(vitviz completions zsh)             in ~/.zshrc, after compinit
  vitviz completions fish > ~/.config/fish/completions/vitviz.fish

Exit codes:
  0 done, 2 wrong usage, 5 the script could not be written, 70 a bug in vitviz)";

ExitCode print(const CompletionsOptions& options, const Context&) {
  const auto completions = base::value_named(handbook::kShells, options.shell);
  screen::write_to_stdout((*completions)(program_help()));
  return ExitCode::kDone;
}

}  // namespace

std::variant<CompletionsOptions, options::Answer> parse_completions_arguments(
    int argc, const char* const* argv) {
  CompletionsOptions completions;
  std::vector<std::string> words;
  options::OptionForm form({.name = kForm, .description = kDescription, .footer = kFooter});
  form.add_arguments({.name = "SHELL",
                      .type = "SHELL",
                      .help = base::names_in(handbook::kShells),
                      .offers = base::list_of_names(handbook::kShells)},
                     words);
  form.begin_group("Output");
  options::add_color_option(form, completions.color);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  if (words.size() != 1 || !base::value_named(handbook::kShells, words.front())) {
    options::fail_usage(fmt::format("SHELL{}: must be {}",
                                    words.empty() ? "" : " '" + base::printable(words.back()) + "'",
                                    base::names_in(handbook::kShells)),
                        options::try_help_of(kForm));
  }
  completions.shell = words.front();
  return completions;
}

ExitCode run_completions(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_completions_arguments(argc, argv), context, print);
}

}  // namespace vitviz::commands
