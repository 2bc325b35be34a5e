// SPDX-License-Identifier: Apache-2.0
// `vitviz classify [OPTIONS] INPUT...`: what the model's own classifier says of photos.
#pragma once

#include "commands/context.h"
#include "commands/exit_code.h"

namespace vitviz::commands {

// argv[0] is "classify". Throws UsageError, Error(kModel) when a checkpoint does not fit or has no
// classifier, and what write_to_stdout() throws.
[[nodiscard]] ExitCode run_classify(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
