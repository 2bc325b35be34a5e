// SPDX-License-Identifier: Apache-2.0
// The option that every form has: when messages are coloured.
#pragma once

#include "screen/terminal.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11 calls itself so
class App;
}

namespace vitviz::cli {

// Defines --color; `when` holds its default and receives its value.
void add_color_option(CLI::App& app, screen::ColorWhen& when);

}  // namespace vitviz::cli
