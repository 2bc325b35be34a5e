// SPDX-License-Identifier: Apache-2.0
// What stands before the options, as in `vitviz inspect MODEL`. A new command is a file with its
// work, one with its options, and a row in command_table.cpp.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <variant>

#include "commands/context.h"
#include "commands/exit_code.h"
#include "options/option_form.h"

namespace vitviz::commands {

struct Command {
  std::string_view word;   // a photo of that name is ./inspect
  std::string_view usage;  // "inspect MODEL"
  std::string_view help;   // one line
  // argv[0] is the word.
  ExitCode (*run)(int argc, const char* const* argv, const Context& context);
  options::FormHelp (*form)();  // what its --help says
};

// All but the main one, `vitviz [OPTIONS] INPUT...`.
[[nodiscard]] std::span<const Command> all_commands();

// What `parse` answers to --help.
template <auto parse>
options::FormHelp help_of() {
  constexpr std::array<const char*, 2> kAsking = {"vitviz", "--help"};
  return std::get<options::Answer>(parse(static_cast<int>(kAsking.size()), kAsking.data())).form;
}

}  // namespace vitviz::commands
