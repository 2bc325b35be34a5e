// SPDX-License-Identifier: Apache-2.0
#include "options/help_text.h"

#include <algorithm>
#include <cstddef>
#include <sstream>

#include <fmt/format.h>

namespace vitviz::options {
namespace {

constexpr std::size_t kTextColumn = 30;
constexpr std::size_t kWidth = 90;

// "  -o, --out DIR" or, without a short form, "      --keep SHARE".
std::string left_column(const OptionWords& option) {
  const std::string short_name =
      option.short_name.empty() ? "    " : fmt::format("-{}, ", option.short_name);
  return fmt::format("  {}--{}{}{}", short_name, option.long_name, option.type.empty() ? "" : " ",
                     option.type);
}

// Adds a word to the last of `lines`, or begins a new one where it does not fit.
void add_word(std::vector<std::string>& lines, const std::string& word, std::size_t column) {
  if (!lines.back().empty() && column + lines.back().size() + 1 + word.size() > kWidth) {
    lines.emplace_back();
  }
  lines.back() += (lines.back().empty() ? "" : " ") + word;
}

std::vector<std::string> wrapped(const std::string& text, std::size_t column) {
  std::vector<std::string> lines{""};
  std::istringstream words(text);
  for (std::string word; words >> word;) add_word(lines, word, column);
  return lines;
}

// `left`, and at its right the lines from `column` on; below it where it is too long.
std::string two_columns(const std::string& left, const std::vector<std::string>& lines,
                        std::size_t column) {
  const bool fits = left.size() + 2 <= column;
  std::string result = fits ? fmt::format("{:{}}", left, column) : left;
  const std::string next_line = '\n' + std::string(column, ' ');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    result += (i == 0 && fits ? "" : next_line) + lines[i];
  }
  return result + '\n';
}

std::string text_of(const OptionWords& option) {
  std::vector<std::string> lines = wrapped(option.help, kTextColumn);
  if (!option.normally.empty()) {
    add_word(lines, fmt::format("[default: {}]", option.normally), kTextColumn);
  }
  return two_columns(left_column(option), lines, kTextColumn);
}

std::string text_of(const OptionGroup& group) {
  std::string result = group.title + ":\n";
  for (const OptionWords& option : group.options) result += text_of(option);
  return result;
}

}  // namespace

std::string help_text(const FormHelp& form) {
  const FormWords& words = form.words;
  std::string text = fmt::format("{}\n\nUsage: {} [OPTIONS]", words.description, words.name);
  for (const ArgumentWords& argument : form.arguments) text += ' ' + argument.type;
  text += '\n' + words.other_forms;
  for (const ArgumentWords& argument : form.arguments) {
    text +=
        '\n' + two_columns("  " + argument.name, wrapped(argument.help, kTextColumn), kTextColumn);
  }
  for (const OptionGroup& group : form.groups) text += '\n' + text_of(group);
  return text + '\n' + words.footer + '\n';
}

std::string help_list(const std::string& title,
                      const std::vector<std::pair<std::string, std::string>>& entries) {
  std::size_t longest = 0;
  for (const auto& [name, words] : entries) longest = std::max(longest, name.size());
  const std::size_t column = longest + 4;
  std::string list = title + ":\n";
  for (const auto& [name, words] : entries) {
    list += two_columns("  " + name, wrapped(words, column), column);
  }
  return list;
}

}  // namespace vitviz::options
