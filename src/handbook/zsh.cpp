// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "handbook/completions.h"
#include "handbook/offer.h"
#include "handbook/shell_text.h"

namespace vitviz::handbook {
namespace {

// The first word is a command or belongs to the main form; those after a command are its own. zsh
// runs the file of a completion as the function of that name.
constexpr const char* kScript = R"zsh(
_vitviz_models() {
  _alternative "models:model:($_vitviz_model_names)" 'files:file:_files'
}

_vitviz_first() {
  _describe -t commands command _vitviz_commands
  _files
}

_vitviz() {
  local command=main
  if ((CURRENT > 2 && ${_vitviz_commands[(I)${(b)words[2]}:*]})); then
    command=${words[2]}
    shift words
    ((CURRENT--))
  fi
  _vitviz_of_$command
}

if [[ $funcstack[1] == _vitviz ]]; then
  _vitviz "$@"
else
  compdef _vitviz vitviz
fi
)zsh";

// Within the brackets of a specification.
std::string in_brackets(const std::string& help) {
  std::string text = "[";
  for (const char c : first_words(help)) {
    if (c == '[' || c == ']' || c == '\\') text += '\\';
    text += c;
  }
  return text + ']';
}

std::string action_of(const Offer& offer) {
  switch (offer.kind) {
    case Offer::Kind::kNothing:
      return " ";
    case Offer::Kind::kWords:
      return fmt::format("({})", joined(offer.words, " "));
    case Offer::Kind::kList:
      return fmt::format("_sequence compadd - {}", joined(offer.words, " "));
    case Offer::Kind::kFiles:
      return "_files";
    case Offer::Kind::kFolders:
      return "_files -/";
    case Offer::Kind::kModels:
      return "_vitviz_models";
  }
  return "";
}

std::string line_of(const options::OptionWords& option) {
  const bool takes_value = !option.type.empty();
  const std::string rest =
      in_brackets(option.help) +
      (takes_value ? fmt::format(":{}:{}", option.type, action_of(offer_of(option))) : "");
  const std::string long_name = "--" + option.long_name + (takes_value ? "=" : "");
  if (option.short_name.empty()) return "    " + in_quotes(long_name + rest) + " \\\n";
  // Either of the two, and then neither again.
  return fmt::format("    '(-{0} --{1})'{{-{0}{2},{3}}}{4} \\\n", option.short_name,
                     option.long_name, takes_value ? "+" : "", long_name, in_quotes(rest));
}

std::string arguments_of(const CommandHelp& command) {
  const auto& arguments = command.form.arguments;
  if (arguments.empty()) return "";
  const std::string others = in_quotes(
      fmt::format("*:{}:{}", arguments.front().name, action_of(offer_of(arguments.front()))));
  return (command.word.empty() ? "'1: :_vitviz_first' " : "") + others;
}

std::string function_of(const CommandHelp& command) {
  std::string text = fmt::format("\n_vitviz_of_{}() {{\n  _arguments -s \\\n",
                                 command.word.empty() ? "main" : command.word);
  for (const options::OptionGroup& group : command.form.groups) {
    for (const options::OptionWords& option : group.options) text += line_of(option);
  }
  return text + "    " + arguments_of(command) + "\n}\n";
}

std::string list_of_commands(const ProgramHelp& program) {
  std::string list = "typeset -ga _vitviz_commands=(\n";
  for (const CommandHelp& command : program.commands) {
    if (command.word.empty()) continue;
    list += fmt::format("  {}\n", in_quotes(command.word + ':' + command.summary));
  }
  return list + ")\n";
}

}  // namespace

std::string zsh_completions(const ProgramHelp& program) {
  std::string text = fmt::format(
      "#compdef vitviz\n"
      "# What zsh offers after 'vitviz' ({}), made by 'vitviz completions zsh'.\n",
      program.version);
  text += list_of_commands(program);
  text +=
      fmt::format("typeset -g _vitviz_model_names={}\n", in_quotes(joined(program.models, " ")));
  for (const CommandHelp& command : program.commands) text += function_of(command);
  return text + kScript;
}

}  // namespace vitviz::handbook
