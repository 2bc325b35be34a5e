// SPDX-License-Identifier: Apache-2.0
// `vitviz similar [OPTIONS] QUERY FOLDER...`: which photos are nearest to one, by what CLS, the
// mean of the patches and both know of them.
#pragma once

#include "commands/context.h"
#include "commands/exit_code.h"

namespace vitviz::commands {

// argv[0] is "similar".
ExitCode run_similar(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
