// SPDX-License-Identifier: Apache-2.0
// Results on stdout, where scripts read them: a line that got lost is an error.
#pragma once

#include <string_view>

namespace vitviz::screen {

// Thrown when nobody reads stdout any more, as in `vitviz photos | head -1`. The program ends
// quietly.
class ReaderLeft {};

// Writes `text` at once. Throws ReaderLeft; Error(kOutput) when stdout is closed or full.
void write_to_stdout(std::string_view text);

// Makes writing to a pipe, a full disk or past a limit an error of the call instead of a signal
// that kills the program, and keeps the files we open from getting the number of a closed stdin,
// stdout or stderr. Call it first.
void prepare_standard_streams();

}  // namespace vitviz::screen
