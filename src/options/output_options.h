// SPDX-License-Identifier: Apache-2.0
// The group "Output": where results go, and what is said; and "Compatibility", which decides all of
// it at once.
#pragma once

#include "batch/output_options.h"
#include "options/option_form.h"
#include "screen/series_printer.h"

namespace vitviz::options {

void add_output_options(OptionForm& form, batch::OutputOptions& output, screen::PrintOptions& print,
                        screen::ColorWhen& color);

// To be added after the options that it decides, and so excludes.
void add_compatibility_options(OptionForm& form, batch::OutputOptions& output);

}  // namespace vitviz::options
