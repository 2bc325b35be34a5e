// SPDX-License-Identifier: Apache-2.0
// What is drawn of a photo's patches: --map, --block, --head, --query and what belongs to them.
#pragma once

#include <CLI/App.hpp>

#include "cli/options.h"

namespace vitviz::cli {

void add_map_options(CLI::App& app, Options& options);

}  // namespace vitviz::cli
