// SPDX-License-Identifier: Apache-2.0
// The program, from its arguments to its exit code.
#pragma once

namespace vitviz::cli {

// Never throws. Exit codes: commands/exit_code.h.
[[nodiscard]] int run(int argc, char** argv) noexcept;

}  // namespace vitviz::cli
