// SPDX-License-Identifier: Apache-2.0
#include "handbook/manual.h"

#include <cctype>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

namespace vitviz::handbook {
namespace {

// A hyphen of roff's is one that breaks words; ours are typed. A line that begins with . or ' would
// be a request.
std::string roff(std::string_view text) {
  std::string escaped;
  bool begins_line = true;
  for (const char c : text) {
    if (begins_line && (c == '.' || c == '\'')) escaped += R"(\&)";
    begins_line = c == '\n';
    if (c == '\\') {
      escaped += R"(\e)";
    } else if (c == '-') {
      escaped += R"(\-)";
    } else if (c == '\'') {
      escaped += R"(\(aq)";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string in_capitals(std::string_view text) {
  std::string capitals;
  for (const char c : text) {
    capitals += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return capitals;
}

std::string section(std::string_view title) {
  return fmt::format(".SH \"{}\"\n", roff(in_capitals(title)));
}

// "Maps:" is the title of the lines below it, which stay as they are.
std::string sections_of(const std::string& footer) {
  std::string text;
  bool is_open = false;
  const auto close = [&] {
    while (text.ends_with("\n\n")) text.pop_back();
    if (is_open) text += ".EE\n";
  };
  std::istringstream lines(footer);
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with(':') && !line.starts_with(' ')) {
      close();
      text += section(std::string_view(line).substr(0, line.size() - 1)) + ".EX\n";
      is_open = true;
    } else if (is_open || !line.empty()) {
      text += roff(line) + '\n';
    }
  }
  close();
  return text;
}

std::string text_of(const options::OptionWords& option) {
  std::string tag = ".TP\n";
  if (!option.short_name.empty()) tag += fmt::format("\\fB\\-{}\\fR, ", roff(option.short_name));
  tag += fmt::format("\\fB\\-\\-{}\\fR", roff(option.long_name));
  if (!option.type.empty()) tag += fmt::format(" \\fI{}\\fR", roff(option.type));
  std::string text = option.help;
  if (!option.normally.empty()) text += fmt::format(" [default: {}]", option.normally);
  return tag + '\n' + roff(text) + '\n';
}

std::string options_of(const options::FormHelp& form) {
  std::string text;
  for (const options::ArgumentWords& argument : form.arguments) {
    text += fmt::format(".TP\n\\fI{}\\fR\n{}\n", roff(argument.name), roff(argument.help));
  }
  for (const options::OptionGroup& group : form.groups) {
    text += fmt::format(".SS \"{}\"\n", roff(group.title));
    for (const options::OptionWords& option : group.options) text += text_of(option);
  }
  return text;
}

std::string synopsis_of(const options::FormHelp& form) {
  std::string text = fmt::format("\\fB{}\\fR [\\fIOPTIONS\\fR]", roff(form.words.name));
  for (const options::ArgumentWords& argument : form.arguments) {
    text += fmt::format(" \\fI{}\\fR", roff(argument.type));
  }
  return text + '\n';
}

std::string commands_of(const ProgramHelp& program) {
  std::string text = section("Commands");
  for (const CommandHelp& command : program.commands) {
    if (command.word.empty()) continue;
    text += fmt::format(".TP\n\\fBvitviz {}\\fR\n{}; see \\fB{}\\fR(1)\n", roff(command.word),
                        roff(command.summary), roff(page_name(command)));
  }
  return text;
}

}  // namespace

std::string page_name(const CommandHelp& command) {
  return command.word.empty() ? "vitviz" : "vitviz-" + command.word;
}

std::string manual_page(const ProgramHelp& program, const CommandHelp& command) {
  const std::string name = page_name(command);
  std::string page = fmt::format(".TH \"{}\" 1 \"\" \"vitviz {}\" \"vitviz\"\n",
                                 roff(in_capitals(name)), program.version);
  page += section("Name") + fmt::format("{} \\- {}\n", roff(name), roff(command.summary));
  page += section("Synopsis") + synopsis_of(command.form);
  page += section("Description") + roff(command.form.words.description) + '\n';
  page += section("Options") + options_of(command.form);
  if (command.word.empty()) page += commands_of(program);
  page += sections_of(command.form.words.footer);
  if (!command.word.empty()) page += section("See also") + "\\fBvitviz\\fR(1)\n";
  return page;
}

}  // namespace vitviz::handbook
