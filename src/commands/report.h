// SPDX-License-Identifier: Apache-2.0
// `vitviz report [OPTIONS] INPUT...`: one page that answers what the model does.
#pragma once

#include "commands/context.h"
#include "commands/exit_code.h"

namespace vitviz::commands {

// argv[0] is "report".
ExitCode run_report(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
