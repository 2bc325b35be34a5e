// SPDX-License-Identifier: Apache-2.0
// The program itself, for whoever wraps it. In the shared library alone.
#pragma once

#include "vitviz/export.h"

namespace vitviz {

// What the command `vitviz` does with these arguments, the first of which is its name; returns its
// exit code. It handles Ctrl-C and writes to the terminal. Never throws.
[[nodiscard]] VITVIZ_EXPORT int run_program(int argc, char** argv) noexcept;

}  // namespace vitviz
