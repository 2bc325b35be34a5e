// SPDX-License-Identifier: Apache-2.0
// `vitviz bench`: how long a forward pass takes here, and where the time goes.
#pragma once

#include "commands/command.h"

namespace vitviz::commands {

// argv[0] is "bench". Throws UsageError, Error(kModel) when a checkpoint does not fit, and
// what write_to_stdout() throws.
[[nodiscard]] ExitCode run_bench(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
