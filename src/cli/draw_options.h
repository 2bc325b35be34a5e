// SPDX-License-Identifier: Apache-2.0
// The options of the main form, `vitviz [OPTIONS] INPUT...`, group by group as the help shows them.
#pragma once

#include <CLI/App.hpp>

#include "cli/options.h"

namespace vitviz::cli {

// `options` must outlive the parsing, which fills it in.
void define_draw_options(CLI::App& app, Options& options);

}  // namespace vitviz::cli
