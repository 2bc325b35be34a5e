// SPDX-License-Identifier: Apache-2.0
// How the help looks: options aligned behind their short forms, text wrapped in a second column,
// defaults in brackets.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <CLI/App.hpp>
#include <CLI/Formatter.hpp>

namespace vitviz::cli {

class HelpFormat : public CLI::Formatter {
 public:
  // `other_forms`: lines below the usage, each with its newline.
  explicit HelpFormat(std::string other_forms = "") : other_forms_(std::move(other_forms)) {}

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;
  std::string make_group(std::string title, bool is_positional,
                         std::vector<const CLI::Option*> options) const override;
  std::string make_option(const CLI::Option* option, bool is_positional) const override;

 private:
  std::string other_forms_;
};

}  // namespace vitviz::cli
