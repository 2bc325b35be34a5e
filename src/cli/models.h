// SPDX-License-Identifier: Apache-2.0
// `vitviz models`: the checkpoints that have a short name, and how to get them.
#pragma once

#include "cli/exit_code.h"
#include "cli/messages.h"

namespace vitviz::cli {

// argv[0] is "models". Throws Error, Interrupted, and what write_to_stdout() throws.
[[nodiscard]] ExitCode run_models(int argc, const char* const* argv, Messages& messages);

}  // namespace vitviz::cli
