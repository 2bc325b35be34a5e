// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/suggestion.h"
#include "base/text.h"
#include "cli/usage_error.h"

namespace vitviz::cli {
namespace {

// CLI11 reads a value in [brackets] as a list. For a folder of that name, ./[brackets] is the same.
// The order is reversed, as CLI11 wants it.
std::vector<std::string> words_for_cli11(int argc, const char* const* argv) {
  std::vector<std::string> words;
  for (int i = argc - 1; i > 0; --i) {
    std::string word = argv[i];
    if (!word.empty() && word.front() == '[' && word.back() == ']') word.insert(0, "./");
    words.push_back(std::move(word));
  }
  return words;
}

[[noreturn]] void fail_unknown_option(const CLI::App& app) {
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  }
  const std::vector<std::string> unknown = app.remaining();
  const std::string word =
      unknown.empty() ? "" : unknown.front().substr(0, unknown.front().find('='));
  const auto meant = base::nearest(word, known);
  const std::string try_help = try_help_of(app.get_name());
  fail_usage(fmt::format("unknown option {}", base::printable(word)),
             meant ? fmt::format("did you mean {}? {}", *meant, try_help) : try_help);
}

// CLI11 says "--keep: 1 required SHARE missing".
[[noreturn]] void fail_missing_value(const CLI::App& app, const std::string& message) {
  fail_usage(message.substr(0, message.find(':')) + ": the value is missing",
             try_help_of(app.get_name()));
}

}  // namespace

std::optional<Answer> parse_command_line(CLI::App& app, int argc, const char* const* argv) {
  try {
    app.parse(words_for_cli11(argc, argv));
  } catch (const CLI::CallForHelp&) {
    return Answer{app.help()};
  } catch (const CLI::CallForVersion& version) {
    return Answer{std::string(version.what()) + '\n'};
  } catch (const CLI::ExtrasError&) {
    fail_unknown_option(app);
  } catch (const CLI::ArgumentMismatch& mismatch) {
    fail_missing_value(app, mismatch.what());
  } catch (const CLI::ParseError& error) {
    fail_usage(base::printable(error.what()), try_help_of(app.get_name()));
  }
  return std::nullopt;
}

}  // namespace vitviz::cli
