// SPDX-License-Identifier: Apache-2.0
#include "cli/color_option.h"

#include <string>

#include <CLI/CLI.hpp>

#include "cli/names.h"
#include "cli/option_values.h"
#include "cli/value_option.h"

namespace vitviz::cli {

void add_color_option(CLI::App& app, screen::ColorWhen& when) {
  add_value(app,
            {.names = "--color",
             .type = "WHEN",
             .allowed = names_in(kColorWhens),
             .help = "Colours in messages: {}",
             .normally = std::string(name_of(kColorWhens, when))},
            by_name(kColorWhens), when);
}

}  // namespace vitviz::cli
