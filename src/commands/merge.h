// SPDX-License-Identifier: Apache-2.0
// `vitviz merge [OPTIONS] OUT...`: what the shards of a run tell, together.
#pragma once

#include "commands/context.h"
#include "commands/exit_code.h"

namespace vitviz::commands {

// argv[0] is "merge". Returns ExitCode::kInput where photos are missing; all files are written all
// the same.
ExitCode run_merge(int argc, const char* const* argv, const Context& context);

}  // namespace vitviz::commands
