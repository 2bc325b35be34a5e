// SPDX-License-Identifier: Apache-2.0
// The group "Output": where results go, and what is said; and "Compatibility", which decides all of
// it at once.
#pragma once

#include <optional>

#include "batch/output_options.h"
#include "inputs/shard.h"
#include "options/option_form.h"
#include "screen/series_printer.h"

namespace vitviz::options {

void add_output_options(OptionForm& form, batch::OutputOptions& output, screen::PrintOptions& print,
                        screen::ColorWhen& color);

// To be added after the options that it decides, and so excludes.
// What matters where many photos are drawn.
void add_series_options(OptionForm& form, std::optional<inputs::Shard>& shard,
                        batch::OutputOptions& output, screen::PrintOptions& print);
void add_compatibility_options(OptionForm& form, batch::OutputOptions& output);

}  // namespace vitviz::options
