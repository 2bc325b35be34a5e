// SPDX-License-Identifier: Apache-2.0
// `vitviz inspect MODEL`: what a checkpoint holds and how it is read.
#pragma once

#include "commands/command.h"

namespace vitviz::commands {

// argv[0] is "inspect". Throws UsageError, Error(kModel) when the checkpoint does not fit,
// and what write_to_stdout() throws.
[[nodiscard]] ExitCode run_inspect(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
