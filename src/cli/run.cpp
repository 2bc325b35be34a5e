// SPDX-License-Identifier: Apache-2.0
#include "cli/run.h"

namespace vitviz::cli {
int run(int, char**) noexcept { return 0; }
}  // namespace vitviz::cli
