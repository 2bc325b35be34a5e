// SPDX-License-Identifier: Apache-2.0
// The help of all commands together, for manual pages and completions.
#pragma once

#include "handbook/program_help.h"

namespace vitviz::commands {

[[nodiscard]] handbook::ProgramHelp program_help();

}  // namespace vitviz::commands
