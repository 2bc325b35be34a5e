// SPDX-License-Identifier: Apache-2.0
// Ctrl-C. The first one asks the program to stop at the next good moment (after a thread's task or a
// row of a photo, before a file), so that no temporary file stays behind and the progress bar is
// gone; a second one ends it at once.
#pragma once

#include <stop_token>

namespace vitviz::cli {

// From now on the first SIGINT, SIGTERM or SIGHUP only asks for a stop at the token, unless the
// program was started with them ignored (nohup). Call it once, before any thread is started.
[[nodiscard]] std::stop_token watch_for_interruption();

// The signal that asked for a stop; 0 where none has come.
[[nodiscard]] int interrupting_signal();

// Ends the program by the signal itself, so that a shell sees why.
void end_by_signal(int signal);

}  // namespace vitviz::cli
