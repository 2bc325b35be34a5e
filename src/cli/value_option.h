// SPDX-License-Identifier: Apache-2.0
// How an option with a value is defined: its words for the help and for the error, how its text is
// read, and where the value goes.
#pragma once

#include <string>

#include <CLI/App.hpp>
#include <CLI/Option.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/names.h"
#include "cli/usage_error.h"

namespace vitviz::cli {

// The words of an option that takes a value.
struct ValueWords {
  std::string names;
  std::string type;     // of the value, in one word
  std::string allowed;  // continues "must be …"; stands in `help` for {}
  std::string help;
  std::string normally;  // the default
};

// Adds an option whose text `parse` turns into what `target` receives.
template <typename Parse, typename Target>
void add_value(CLI::App& app, const ValueWords& words, Parse parse, Target& target) {
  const std::string name = words.names.substr(words.names.find("--"));
  const auto read = [name, form = app.get_name(), allowed = words.allowed, parse,
                     &target](const std::string& text) {
    const auto value = parse(text);
    if (!value) {
      fail_usage(fmt::format("{} '{}': must be {}", name, base::printable(text), allowed),
                 try_help_of(form));
    }
    target = *value;
  };
  app.add_option_function<std::string>(words.names, read,
                                       fmt::format(fmt::runtime(words.help), words.allowed))
      ->type_name(words.type)
      ->default_str(words.normally)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

template <typename Table>
auto by_name(const Table& table) {
  return [&table](const std::string& text) { return value_named(table, text); };
}

}  // namespace vitviz::cli
