// SPDX-License-Identifier: Apache-2.0
// `vitviz embed [OPTIONS] INPUT...`: what CLS, the mean of the patches and others know of photos.
#pragma once

#include "commands/context.h"
#include "commands/exit_code.h"

namespace vitviz::commands {

// argv[0] is "embed".
ExitCode run_embed(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
