// SPDX-License-Identifier: Apache-2.0
// `vitviz eval DATASET`: maps and masks against the truth of a data set.
#pragma once

#include "commands/command.h"

namespace vitviz::commands {

// argv[0] is "eval". Returns the worst exit code of the photos; those that failed are left out of
// the scores. Throws UsageError; Error when the data set, the model or a file of results does not
// suit; Stopped; and what write_to_stdout() throws.
[[nodiscard]] ExitCode run_eval(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
