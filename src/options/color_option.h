// SPDX-License-Identifier: Apache-2.0
// The option that every command has: when messages are coloured.
#pragma once

#include "options/option_form.h"
#include "screen/terminal.h"

namespace vitviz::options {

// Adds --color; `when` holds its default and receives its value.
void add_color_option(OptionForm& form, screen::ColorWhen& when);

}  // namespace vitviz::options
