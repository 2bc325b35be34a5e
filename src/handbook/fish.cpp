// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "handbook/completions.h"
#include "handbook/offer.h"
#include "handbook/shell_text.h"

namespace vitviz::handbook {
namespace {

// Which command's options follow: that of the first word.
constexpr const char* kWhere = R"fish(
function __vitviz_command
    set -l words (commandline -opc)
    if set -q words[2]; and contains -- $words[2] $__vitviz_commands
        echo $words[2]
    else
        echo main
    end
end

function __vitviz_is
    test (__vitviz_command) = $argv[1]
end

function __vitviz_is_first
    test (count (commandline -opc)) -eq 1
end

complete -c vitviz -f
)fish";

// What `complete` is told of a value: -x for these words alone, -r for files as well.
std::string told_of(const Offer& offer) {
  switch (offer.kind) {
    case Offer::Kind::kNothing:
      return " -x";
    case Offer::Kind::kWords:
      return " -x -a " + in_fish_quotes(joined(offer.words, " "));
    case Offer::Kind::kList:
      return " -x -a " +
             in_fish_quotes(fmt::format("(__fish_append , {})", joined(offer.words, " ")));
    case Offer::Kind::kFiles:
      return " -r -F";
    case Offer::Kind::kFolders:
      return " -x -a '(__fish_complete_directories)'";
    case Offer::Kind::kModels:
      return " -r -F -a '$__vitviz_models'";
  }
  return "";
}

std::string name_of(const CommandHelp& command) {
  return command.word.empty() ? "main" : command.word;
}

std::string line_of(const options::OptionWords& option, const CommandHelp& command) {
  std::string line = fmt::format("complete -c vitviz -n '__vitviz_is {}'", name_of(command));
  if (!option.short_name.empty()) line += " -s " + option.short_name;
  line += " -l " + option.long_name;
  if (!option.type.empty()) line += told_of(offer_of(option));
  return line + " -d " + in_fish_quotes(first_words(option.help)) + '\n';
}

std::string line_of_arguments(const CommandHelp& command) {
  if (command.form.arguments.empty()) return "";
  Offer offer = offer_of(command.form.arguments.front());
  std::string told;
  if (offer.kind == Offer::Kind::kWords) {
    told = "-a " + in_fish_quotes(joined(offer.words, " "));
  } else if (offer.kind == Offer::Kind::kModels) {
    told = "-F -a '$__vitviz_models'";
  } else {
    told = "-F";
  }
  return fmt::format("complete -c vitviz -n '__vitviz_is {}' {}\n", name_of(command), told);
}

std::string line_of_command(const CommandHelp& command) {
  return fmt::format("complete -c vitviz -n __vitviz_is_first -a {} -d {}\n", command.word,
                     in_fish_quotes(command.summary));
}

}  // namespace

std::string fish_completions(const ProgramHelp& program) {
  std::string words;
  std::string lines;
  for (const CommandHelp& command : program.commands) {
    if (!command.word.empty()) {
      words += ' ' + command.word;
      lines += line_of_command(command);
    }
  }
  for (const CommandHelp& command : program.commands) {
    lines += '\n' + line_of_arguments(command);
    for (const options::OptionGroup& group : command.form.groups) {
      for (const options::OptionWords& option : group.options) lines += line_of(option, command);
    }
  }
  return fmt::format(
             "# What fish offers after 'vitviz' ({}), made by 'vitviz completions fish'.\n"
             "set -g __vitviz_commands{}\nset -g __vitviz_models {}\n",
             program.version, words, joined(program.models, " ")) +
         kWhere + lines;
}

}  // namespace vitviz::handbook
