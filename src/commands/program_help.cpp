// SPDX-License-Identifier: Apache-2.0
#include "commands/program_help.h"

#include "base/named.h"
#include "commands/command.h"
#include "commands/draw_options.h"
#include "fetch/catalogue.h"

namespace vitviz::commands {

handbook::ProgramHelp program_help() {
  handbook::ProgramHelp program = {
      .version = VITVIZ_VERSION,
      .commands = {{.word = "",
                    .summary = "shows where a Vision Transformer looks",
                    .form = help_of<parse_draw_arguments>()}},
      .models = base::list_of_names(fetch::catalogue())};
  for (const Command& command : all_commands()) {
    program.commands.push_back(
        {std::string(command.word), std::string(command.help), command.form()});
  }
  return program;
}

}  // namespace vitviz::commands
