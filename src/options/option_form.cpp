// SPDX-License-Identifier: Apache-2.0
#include "options/option_form.h"

#include <utility>

#include <CLI/CLI.hpp>

#include "base/suggestion.h"

namespace vitviz::options {
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

[[noreturn]] void fail_unknown_option(const CLI::App& app, const std::vector<OptionGroup>& groups) {
  std::vector<std::string> known;
  for (const OptionGroup& group : groups) {
    for (const OptionWords& option : group.options) known.push_back("--" + option.long_name);
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

struct OptionForm::Parser {
  CLI::App app;
};

OptionForm::OptionForm(FormWords words)
    : parser_(std::make_unique<Parser>()), help_{.words = std::move(words)} {
  parser_->app.name(help_.words.name);
  parser_->app.set_help_flag();  // read() adds its own as the last option
}

OptionForm::~OptionForm() = default;

void OptionForm::add_arguments(const ArgumentWords& words, std::vector<std::string>& target) {
  parser_->app.add_option(words.name, target);
  help_.arguments.push_back(words);
}

void OptionForm::begin_group(const std::string& title) { help_.groups.push_back({title, {}}); }

void OptionForm::add_flag(const std::string& name, const std::string& help, bool& target) {
  parser_->app.add_flag(name, target);
  add_to_help(name, {.long_name = {}, .help = help});
}

void OptionForm::add_flag(const std::string& name, const std::string& help,
                          std::function<void()> on_flag) {
  parser_->app.add_flag_callback(name, std::move(on_flag));
  add_to_help(name, {.long_name = {}, .help = help});
}

void OptionForm::add_text(const ValueWords& words, Given given, const ReadText& read) {
  CLI::Option* const option = parser_->app.add_option_function<std::string>(words.names, read);
  if (given == Given::kOnce) {
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  } else {
    option->trigger_on_parse();
  }
  add_to_help(words.names, {.long_name = {},
                            .type = words.type,
                            .help = fmt::format(fmt::runtime(words.help), words.allowed),
                            .normally = words.normally,
                            .offers = words.offers});
}

// "-m,--model" and "--size" → the names without hyphens.
void OptionForm::add_to_help(const std::string& names, OptionWords words) {
  const std::size_t long_name = names.find("--");
  if (long_name > 0) words.short_name = names.substr(1, names.find(',') - 1);
  words.long_name = names.substr(long_name + 2);
  help_.groups.back().options.push_back(std::move(words));
}

void OptionForm::exclude(const std::string& name, const std::vector<std::string>& others) {
  CLI::Option* const option = parser_->app.get_option(name);
  for (const std::string& other : others) option->excludes(parser_->app.get_option(other));
}

void OptionForm::add_help_and_version() {
  parser_->app.set_help_flag("-h,--help");
  add_to_help("-h,--help", {.long_name = {}, .help = "Show this help"});
  if (!version_) return;
  parser_->app.set_version_flag("--version", version_);
  add_to_help("--version",
              {.long_name = {}, .help = "Show the version; with --json what it was built with"});
}

std::optional<Answer> OptionForm::read(int argc, const char* const* argv) {
  CLI::App& app = parser_->app;
  add_help_and_version();
  try {
    app.parse(words_for_cli11(argc, argv));
  } catch (const CLI::CallForHelp&) {
    return Answer{help_text(help_), help_};
  } catch (const CLI::CallForVersion& version) {
    return Answer{version.what(), {}};
  } catch (const CLI::ExtrasError&) {
    fail_unknown_option(app, help_.groups);
  } catch (const CLI::ArgumentMismatch& mismatch) {
    fail_missing_value(app, mismatch.what());
  } catch (const CLI::ParseError& error) {
    fail_usage(base::printable(error.what()), try_help_of(app.get_name()));
  }
  return std::nullopt;
}

std::map<std::string, std::string> OptionForm::given() const {
  std::map<std::string, std::string> given;
  for (const CLI::Option* option : parser_->app.get_options()) {
    if (option->count() == 0 || option->get_positional()) continue;
    std::string& value = given["--" + option->get_lnames().front()];
    if (option->get_items_expected_max() == 0) continue;
    const bool counts_last = option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeLast;
    for (const std::string& text : option->results()) {
      value = counts_last || value.empty() ? text : value + ',' + text;
    }
  }
  return given;
}

}  // namespace vitviz::options
