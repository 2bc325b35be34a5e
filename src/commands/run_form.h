// SPDX-License-Identifier: Apache-2.0
// What every command does with its arguments: the help where that was asked for, or its work.
#pragma once

#include <variant>

#include "commands/context.h"
#include "commands/exit_code.h"
#include "options/option_form.h"
#include "screen/standard_output.h"

namespace vitviz::commands {

// `wish` is what parsing made of the arguments; `work` does what the options say.
template <typename Options, typename Work>
ExitCode run_form(const std::variant<Options, options::Answer>& wish, const Context& context,
                  const Work& work) {
  if (const auto* answer = std::get_if<options::Answer>(&wish)) {
    screen::write_to_stdout(answer->text);
    return ExitCode::kDone;
  }
  const auto& options = std::get<Options>(wish);
  context.messages.set_color(options.color);
  return work(options, context);
}

}  // namespace vitviz::commands
