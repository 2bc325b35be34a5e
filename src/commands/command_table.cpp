// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "commands/bench.h"
#include "commands/command.h"
#include "commands/inspect.h"
#include "commands/models.h"

namespace vitviz::commands {

std::span<const Command> all_commands() {
  static constexpr std::array kCommands = {
      Command{"inspect", "inspect MODEL", "what a checkpoint holds and how it is read",
              run_inspect},
      Command{"models", "models", "known checkpoints by name, and fetching them", run_models},
      Command{"bench", "bench", "how long a forward pass takes here", run_bench},
  };
  return kCommands;
}

}  // namespace vitviz::commands
