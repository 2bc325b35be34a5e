// SPDX-License-Identifier: Apache-2.0
// Ctrl-C. The first one asks the program to stop at the next good moment (after a block, before a
// file), so that no temporary file stays behind and the progress bar is gone; a second one ends it
// at once.
#pragma once

namespace vitviz::cli {

// Thrown by stop_if_interrupted().
struct Interrupted {
  int signal;
};

// From now on SIGINT, SIGTERM and SIGHUP only leave a note, unless the program was started with
// them ignored (nohup). Call it once, before any thread is started.
void watch_for_interruption();

// Throws Interrupted once a signal has come.
void stop_if_interrupted();

// Ends the program by the signal itself, so that a shell sees why.
void end_by_signal(int signal);

}  // namespace vitviz::cli
