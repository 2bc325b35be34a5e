// SPDX-License-Identifier: Apache-2.0
// All photos of one call: the model is loaded once, and one broken photo does not stop the rest.
#pragma once

#include "cli/context.h"
#include "cli/exit_code.h"
#include "cli/options.h"

namespace vitviz::cli {

// Draws what the options ask for and returns the worst exit code of the photos. Results go to
// stdout as they come, all else to the messages.
//
// Throws Error(kModel) or Error(kArgument) before the first photo when the model cannot be loaded
// or does not have what the options ask for; Stopped; ReaderLeft and Error(kOutput) when stdout
// fails.
[[nodiscard]] ExitCode draw_photos(const Options& options, const Context& context);

}  // namespace vitviz::cli
