// SPDX-License-Identifier: Apache-2.0
// `vitviz models`: the checkpoints that have a short name, and how to get them.
#pragma once

#include "commands/command.h"

namespace vitviz::commands {

// argv[0] is "models". Throws UsageError, Error, Stopped, and what write_to_stdout() throws.
[[nodiscard]] ExitCode run_models(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
