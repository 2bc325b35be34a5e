// SPDX-License-Identifier: Apache-2.0
// `vitviz probe [OPTIONS] FOLDER`: how well CLS, the mean of the patches and both tell the user's
// own classes.
#pragma once

#include "commands/context.h"
#include "commands/exit_code.h"

namespace vitviz::commands {

// argv[0] is "probe".
ExitCode run_probe(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
