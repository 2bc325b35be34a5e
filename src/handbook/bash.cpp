// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "handbook/completions.h"
#include "handbook/offer.h"
#include "handbook/shell_text.h"

namespace vitviz::handbook {
namespace {

// Reads the tables below. bash takes --view=heat for three words.
constexpr const char* kScript = R"bash(
_vitviz() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  local command= kind= words= listed=
  COMPREPLY=()
  if ((COMP_CWORD > 1)) && _vitviz_is_command "${COMP_WORDS[1]}"; then command=${COMP_WORDS[1]}; fi
  if [[ $current == = ]]; then
    current=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD-2]}
  fi

  _vitviz_value "$command:$before"
  if [[ -z $kind ]]; then
    if [[ $current == -* ]]; then
      kind=words
      _vitviz_options "$command"
    else
      _vitviz_argument "$command"
      ((COMP_CWORD == 1)) && listed=$_vitviz_commands
    fi
  fi

  case $kind in
    words) listed=$words ;;
    list)
      local head=
      [[ $current == *,* ]] && head=${current%,*},
      mapfile -t COMPREPLY < <(compgen -P "$head" -W "$words" -- "${current##*,}")
      return
      ;;
    models) listed+=" $_vitviz_models" ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$listed" -- "$current")
  case $kind in
    files | models) _vitviz_paths -f ;;
    folders) _vitviz_paths -d ;;
  esac
}

# bash itself puts what has to be in quotes into quotes.
_vitviz_paths() {
  compopt -o filenames 2> /dev/null
  local path
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$current")
}

complete -F _vitviz vitviz
)bash";

std::string kind_and_words(const Offer& offer) {
  switch (offer.kind) {
    case Offer::Kind::kNothing:
      return "kind=nothing";
    case Offer::Kind::kWords:
      return "kind=words words=" + in_quotes(joined(offer.words, " "));
    case Offer::Kind::kList:
      return "kind=list words=" + in_quotes(joined(offer.words, " "));
    case Offer::Kind::kFiles:
      return "kind=files";
    case Offer::Kind::kFolders:
      return "kind=folders";
    case Offer::Kind::kModels:
      return "kind=models";
  }
  return "";
}

std::string rows_of_values(const CommandHelp& command) {
  std::string rows;
  for (const options::OptionGroup& group : command.form.groups) {
    for (const options::OptionWords& option : group.options) {
      if (option.type.empty()) continue;
      std::string pattern = fmt::format("{}:--{}", command.word, option.long_name);
      if (!option.short_name.empty()) {
        pattern += fmt::format(" | {}:-{}", command.word, option.short_name);
      }
      rows += fmt::format("    {}) {} ;;\n", pattern, kind_and_words(offer_of(option)));
    }
  }
  return rows;
}

std::string row_of_options(const CommandHelp& command) {
  std::vector<std::string> names;
  for (const options::OptionGroup& group : command.form.groups) {
    for (const options::OptionWords& option : group.options) {
      if (!option.short_name.empty()) names.push_back('-' + option.short_name);
      names.push_back("--" + option.long_name);
    }
  }
  return fmt::format("    '{}') words={} ;;\n", command.word, in_quotes(joined(names, " ")));
}

std::string row_of_argument(const CommandHelp& command) {
  const auto& arguments = command.form.arguments;
  if (arguments.empty()) return fmt::format("    '{}') kind=nothing ;;\n", command.word);
  return fmt::format("    '{}') {} ;;\n", command.word,
                     kind_and_words(offer_of(arguments.front())));
}

template <typename Rows>
std::string function(const std::string& name, const ProgramHelp& program, Rows rows_of) {
  std::string body;
  for (const CommandHelp& command : program.commands) body += rows_of(command);
  return fmt::format("\n{}() {{\n  case $1 in\n{}  esac\n}}\n", name, body);
}

std::vector<std::string> command_words(const ProgramHelp& program) {
  std::vector<std::string> words;
  for (const CommandHelp& command : program.commands) {
    if (!command.word.empty()) words.push_back(command.word);
  }
  return words;
}

}  // namespace

std::string bash_completions(const ProgramHelp& program) {
  const std::vector<std::string> commands = command_words(program);
  return fmt::format("# What bash offers after 'vitviz' ({}), made by 'vitviz completions bash'.\n",
                     program.version) +
         "_vitviz_commands=" + in_quotes(joined(commands, " ")) +
         "\n_vitviz_models=" + in_quotes(joined(program.models, " ")) +
         fmt::format(
             "\n\n_vitviz_is_command() {{\n  case $1 in\n    {}) return 0 ;;\n  esac\n"
             "  return 1\n}}\n",
             joined(commands, " | ")) +
         function("_vitviz_options", program, row_of_options) +
         function("_vitviz_value", program, rows_of_values) +
         function("_vitviz_argument", program, row_of_argument) + kScript;
}

}  // namespace vitviz::handbook
