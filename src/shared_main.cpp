// SPDX-License-Identifier: Apache-2.0
#include "cli/run.h"
#include "vitviz/program.h"

int vitviz::run_program(int argc, char** argv) noexcept { return cli::run(argc, argv); }
