// SPDX-License-Identifier: Apache-2.0
// How the help looks: options aligned behind their short forms, text wrapped in a second column,
// defaults in brackets.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace vitviz::options {

// What is said of a form of the command line beside its options.
struct FormWords {
  std::string name;              // how it is called: "vitviz inspect"
  std::string description;       // lines
  std::string other_forms = {};  // lines below the usage, each with its newline
  std::string footer;            // lines below the options
};

// What is no option: "INPUT...".
struct ArgumentWords {
  std::string name;
  std::string type;  // as the usage shows it
  std::string help;
  std::vector<std::string> offers = {};  // words that shells complete to
};

struct OptionWords {
  std::string short_name = {};  // "m", or empty
  std::string long_name;        // "model"
  std::string type = {};        // of its value; empty for a flag
  std::string help;
  std::string normally = {};             // the default
  std::vector<std::string> offers = {};  // values that shells complete to
};

struct OptionGroup {
  std::string title;
  std::vector<OptionWords> options;
};

// All that is said of a form.
struct FormHelp {
  FormWords words;
  std::vector<ArgumentWords> arguments = {};  // one or none
  std::vector<OptionGroup> groups = {};
};

[[nodiscard]] std::string help_text(const FormHelp& form);

// A list for the footer, its words aligned and wrapped: names at the left, what they are beside.
[[nodiscard]] std::string help_list(
    const std::string& title, const std::vector<std::pair<std::string, std::string>>& entries);

}  // namespace vitviz::options
