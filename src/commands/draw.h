// SPDX-License-Identifier: Apache-2.0
// The main command, `vitviz [OPTIONS] INPUT...`: photos → pictures of where the model looks. The
// model is loaded once, and one broken photo does not stop the rest.
#pragma once

#include "commands/context.h"
#include "commands/exit_code.h"

namespace vitviz::commands {

// argv[0] is "vitviz". Returns the worst exit code of the photos. Results go to stdout as they
// come, all else to the messages.
//
// Throws UsageError; Error(kModel) or Error(kArgument) before the first photo when the model cannot
// be loaded or does not have what the options ask for; Stopped; ReaderLeft and Error(kOutput) when
// stdout fails.
[[nodiscard]] ExitCode run_draw(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
