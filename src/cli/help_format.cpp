// SPDX-License-Identifier: Apache-2.0
#include "cli/help_format.h"

#include <sstream>

#include <fmt/format.h>

namespace vitviz::cli {
namespace {

constexpr std::size_t kTextColumn = 30;
constexpr std::size_t kWidth = 90;

// "  -o, --out DIR" or, without a short form, "      --keep SHARE".
std::string left_column(const CLI::Option& option) {
  const auto& short_names = option.get_snames();
  const std::string short_name = short_names.empty() ? "    " : '-' + short_names.front() + ", ";
  const bool has_value = option.get_type_size() != 0;
  return fmt::format("  {}--{}{}{}", short_name, option.get_lnames().front(), has_value ? " " : "",
                     has_value ? option.get_type_name() : "");
}

// Adds a word to the last of `lines`, or begins a new one where it does not fit.
void add_word(std::vector<std::string>& lines, const std::string& word) {
  if (!lines.back().empty() && kTextColumn + lines.back().size() + 1 + word.size() > kWidth) {
    lines.emplace_back();
  }
  lines.back() += (lines.back().empty() ? "" : " ") + word;
}

// What is no option; a form of the command line has at most one kind of it. Null where it has none.
const CLI::Option* argument_of(const CLI::App& app) {
  const auto positional = [](const CLI::Option* option) { return option->get_positional(); };
  const auto arguments = app.get_options(positional);
  return arguments.empty() ? nullptr : arguments.front();
}

}  // namespace

std::string HelpFormat::make_help(const CLI::App* app, std::string name,
                                  CLI::AppFormatMode mode) const {
  const CLI::Option* argument = argument_of(*app);
  std::string usage = fmt::format("Usage: {} [OPTIONS]", name.empty() ? app->get_name() : name);
  std::string explained;
  if (argument != nullptr) {
    usage += ' ' + argument->get_type_name();
    explained = '\n' + make_option(argument, /*is_positional=*/true);
  }
  return fmt::format("{}\n\n{}\n{}{}\n{}\n{}\n", app->get_description(), usage, other_forms_,
                     explained, make_groups(app, mode), app->get_footer());
}

std::string HelpFormat::make_group(std::string title, bool is_positional,
                                   std::vector<const CLI::Option*> options) const {
  std::string result = title + ":\n";
  for (const CLI::Option* option : options) result += make_option(option, is_positional);
  return result;
}

std::string HelpFormat::make_option(const CLI::Option* option, bool is_positional) const {
  std::vector<std::string> lines{""};
  std::istringstream words(option->get_description());
  for (std::string word; words >> word;) add_word(lines, word);
  if (!option->get_default_str().empty()) {
    add_word(lines, fmt::format("[default: {}]", option->get_default_str()));
  }

  const std::string left = is_positional ? "  " + option->get_name() : left_column(*option);
  const bool fits = left.size() + 2 <= kTextColumn;
  std::string result = fits ? fmt::format("{:{}}", left, kTextColumn) : left;
  const std::string next_line = '\n' + std::string(kTextColumn, ' ');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    result += (i == 0 && fits ? "" : next_line) + lines[i];
  }
  return result + '\n';
}

}  // namespace vitviz::cli
